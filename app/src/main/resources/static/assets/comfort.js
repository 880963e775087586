// Comfort only: every task works without it.
(() => {
  const typing = (element) => element.closest('input, textarea, select') !== null;
  const rows = () => [...document.querySelectorAll('[data-rows] tbody th a, [data-rows] [data-row]')];
  const row = () => {
    const at = document.activeElement?.closest('[data-rows] tbody tr');
    return at ?? document.querySelector('[data-rows] tbody tr');
  };

  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'k') { event.preventDefault(); location.assign('/find'); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === '/') {
      const search = document.querySelector('[data-search]');
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === 'p') {
      location.assign('/find');
    } else if (event.key === '?') {
      location.assign('/help');
    } else if (event.key === 'j' || event.key === 'k') {
      const links = rows();
      if (links.length === 0) return;
      const at = links.indexOf(document.activeElement);
      const next = event.key === 'j' ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0);
      links[next].focus();
    } else if (event.key === 'o') {
      row()?.querySelector('th a')?.click();
    } else if (event.key === 'a' || event.key === 's') {
      // The row opens on the server; its field then takes the focus.
      const more = row()?.querySelector('[data-more]');
      if (!more) return;
      event.preventDefault();
      const opened = row().id === 'open';
      if (opened) opensAt(event.key);
      else { sessionStorage.setItem('osteon-deed', event.key); more.click(); }
    }
  });

  const opensAt = (key) =>
    document.querySelector(`.opened ${key === 'a' ? '[data-give]' : '[data-put-off]'}`)?.focus();
  const deed = sessionStorage.getItem('osteon-deed');
  if (deed) {
    sessionStorage.removeItem('osteon-deed');
    opensAt(deed);
  }

  // A plan answers while it is filled in.
  const plan = document.querySelector('form[data-answers]');
  if (plan) {
    plan.addEventListener('change', async () => {
      const query = new URLSearchParams(new FormData(plan));
      query.delete('formToken');
      query.delete('person');
      const response = await fetch(`${plan.getAttribute('action')}?${query}`);
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const answer = page.getElementById('answer');
      if (answer) document.getElementById('answer').replaceChildren(...answer.childNodes);
    });
  }

  // A typing is checked while it is entered.
  const typed = document.querySelector('form[data-check]');
  if (typed) {
    let asked = 0;
    typed.addEventListener('change', async () => {
      const mine = ++asked;
      const response = await fetch(`/donors?${new URLSearchParams(new FormData(typed))}`);
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const checked = page.getElementById('checked');
      if (checked && mine === asked) document.getElementById('checked').replaceChildren(...checked.childNodes);
    });
  }

  // A form says what it would say while it is filled in.
  const entries = document.querySelector('form[data-entries]');
  if (entries) {
    let asked = 0;
    entries.addEventListener('change', async () => {
      const mine = ++asked;
      const sent = new URLSearchParams(new FormData(entries));
      sent.set('do', 'check');
      const response = await fetch(entries.getAttribute('action'), { method: 'POST', body: sent });
      if (!response.ok || mine !== asked) return;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      for (const id of ['would-say', 'progress']) {
        const said = page.getElementById(id);
        if (said) document.getElementById(id).replaceChildren(...said.childNodes);
      }
    });
  }

  // A file may be dropped where it can be chosen.
  const drop = document.querySelector('[data-drop]');
  if (drop) {
    const input = drop.querySelector('input[type=file]');
    for (const kind of ['dragenter', 'dragover']) {
      drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add('over'); });
    }
    drop.addEventListener('dragleave', () => drop.classList.remove('over'));
    drop.addEventListener('drop', (event) => {
      event.preventDefault();
      drop.classList.remove('over');
      input.files = event.dataTransfer.files;
      drop.closest('form').requestSubmit();
    });
  }

  // A page that waits for work comes again by itself, unless somebody is busy in it.
  const again = Number(document.body.dataset.again);
  if (again) {
    setInterval(() => {
      if (!document.activeElement || document.activeElement === document.body) window.location.reload();
    }, again * 1000);
  }

  const print = document.querySelector('[data-print]');
  if (print) print.addEventListener('click', () => window.print());
})();
