use super::cluster::{Cluster, account_of};

const ACCOUNTS: &str = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533::/:/bin/false\nbroken:x:a:b\n";

#[test]
fn an_account_is_found_by_its_name() {
    let account = account_of("nobody", ACCOUNTS).unwrap();
    assert_eq!((account.uid, account.gid), (65534, 65533));
    assert!(account_of("postgres", ACCOUNTS).is_none() && account_of("broken", ACCOUNTS).is_none());
}

#[test]
fn the_cluster_is_there_for_the_command_and_gone_after_it() {
    let mut cluster = Cluster::start().unwrap();
    let port = cluster.url().rsplit([':', '/']).nth(1).unwrap().to_owned();
    let folder = std::env::temp_dir().join(format!("kiosk-postgres-{}-{port}", std::process::id()));
    assert!(folder.join("data").exists());
    cluster.crash().unwrap();
    assert!(folder.join("data").exists());
    cluster.start_again().unwrap();
    drop(cluster);
    assert!(!folder.exists());
}
