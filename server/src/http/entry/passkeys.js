// Passkeys: what only a script can ask a browser for. The pages work without it; its buttons are hidden then.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** What the page says where the kiosk itself cannot. */
const words = () => document.querySelector("[data-passkey-words]").dataset;

/** Asks the kiosk; an answer that is no success is an error with the kiosk's own words. */
const ask = async (path, body) => {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.words ?? words().failed);
  return said;
};

const common = (credential) => ({
  id: text(credential.rawId),
  clientDataJSON: text(credential.response.clientDataJSON),
});

const make = async (name) => {
  const asked = await ask("/office/account/passkey/ask", {});
  asked.challenge = bytes(asked.challenge);
  asked.user.id = bytes(asked.user.id);
  for (const one of asked.excludeCredentials) one.id = bytes(one.id);
  const credential = await navigator.credentials.create({ publicKey: asked });
  const key = credential.response.getPublicKey();
  if (!key) throw new Error(words().unknown);
  const authenticatorData = text(credential.response.getAuthenticatorData());
  const answer = { ...common(credential), authenticatorData, publicKey: text(key) };
  await ask("/office/account/passkey", { name, answer });
  location.assign("/office/account?done=passkey");
};

const signIn = async (next) => {
  const asked = await ask("/sign-in/passkey/ask", {});
  asked.challenge = bytes(asked.challenge);
  const credential = await navigator.credentials.get({ publicKey: asked });
  const { authenticatorData, signature } = credential.response;
  const answer = { ...common(credential), authenticatorData: text(authenticatorData), signature: text(signature) };
  await ask("/sign-in/passkey", answer);
  location.assign(next);
};

/** Shows the button of a form, and does `work` with the form when it is pressed. */
const offer = (selector, work) => {
  const form = document.querySelector(selector);
  if (!form || !window.PublicKeyCredential) return;
  const button = form.querySelector("[data-passkey]");
  const said = form.querySelector("[data-passkey-words]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    said.textContent = "";
    try {
      await work(form);
    } catch (error) {
      // What a person has broken off is nothing to complain of.
      said.textContent = error.name === "NotAllowedError" ? said.dataset.brokenOff : error.message;
    } finally {
      button.disabled = false;
    }
  });
};

offer("form[data-passkey-make]", (form) => make(form.elements.name.value));
offer("form[data-passkey-sign-in]", (form) => signIn(form.elements.next.value));
