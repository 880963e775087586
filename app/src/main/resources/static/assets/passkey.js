// Asks the device for a passkey: browsers offer no other way. Passwords work without it.
(() => {
  const byName = !/^[\d.]+$|:/.test(location.hostname);
  const able = window.PublicKeyCredential?.parseRequestOptionsFromJSON && byName && window.isSecureContext;

  const asked = async (form, path) => {
    const body = new URLSearchParams({formToken: form.elements.formToken.value});
    const answer = await fetch(path, {method: 'POST', body, headers: {Accept: 'application/json'}, redirect: 'manual'});
    return answer.ok ? answer.json() : undefined;
  };

  const tell = (form, text) => { form.querySelector('[role=status]').textContent = text; };

  const onSubmit = (form, work) => {
    form.hidden = !able;
    document.querySelectorAll(`[data-without="${form.id}"]`).forEach((other) => { other.hidden = able; });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      tell(form, 'Your device asks you…');
      try {
        const credential = await work();
        if (!credential) return;
        form.elements.credential.value = JSON.stringify(credential.toJSON());
        form.submit();
      } catch (error) {
        tell(form, error.name === 'InvalidStateError'
          ? 'This device has a passkey for this account already.'
          : 'Nothing was done: the device gave no passkey.');
      }
    });
  };

  const entering = document.getElementById('passkey-sign-in');
  if (entering) onSubmit(entering, async () => {
    const options = await asked(entering, '/sign-in/passkey-challenge');
    if (!options) { location.reload(); return undefined; }
    return navigator.credentials.get({publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)});
  });

  const confirming = document.getElementById('passkey-confirm');
  if (confirming) onSubmit(confirming, async () => {
    const options = await asked(confirming, '/confirm/passkey-challenge');
    if (!options) { location.reload(); return undefined; }
    return navigator.credentials.get({publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)});
  });

  const adding = document.getElementById('passkey-add');
  if (adding) onSubmit(adding, async () => {
    const options = await asked(adding, '/me/passkeys/options');
    if (!options) { location.assign('/confirm?back=/me'); return undefined; }
    return navigator.credentials.create({publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options)});
  });
})();
