/* Everything here is a convenience: each page is complete without it. */
(function () {
  'use strict';

  var root = document.documentElement;

  function all(selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  }

  /* Text size: chosen by radio buttons, remembered for the next page. */

  var KEY = 'xl-size';

  function remember(size) {
    try { localStorage.setItem(KEY, size); } catch (error) { /* private browsing: not remembered */ }
  }

  function remembered() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }
  }

  function setSize(size) {
    root.setAttribute('data-size', size);
    all('input[name="xl-size"]').forEach(function (radio) { radio.checked = radio.value === size; });
  }

  var size = remembered();
  if (size === 'small' || size === 'large') { setSize(size); }

  all('input[name="xl-size"]').forEach(function (radio) {
    radio.addEventListener('change', function () {
      setSize(radio.value);
      remember(radio.value);
    });
  });

  /* Printing. */

  all('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });

  /* Copying the page's address. */

  function copyByHand(text) {
    var field = document.createElement('textarea');
    field.value = text;
    field.className = 'xl-hidden';
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand('copy');
    document.body.removeChild(field);
    return done;
  }

  all('[data-copy]').forEach(function (button) {
    var label = button.querySelector('[role="status"]');
    var words = label.textContent;
    function copied() {
      label.textContent = button.getAttribute('data-copied');
      setTimeout(function () { label.textContent = words; }, 3000);
    }
    button.hidden = false;
    button.addEventListener('click', function () {
      var text = button.getAttribute('data-copy');
      if (navigator.clipboard) {
        navigator.clipboard.writeText(text).then(copied, function () { if (copyByHand(text)) { copied(); } });
      } else if (copyByHand(text)) {
        copied();
      }
    });
  });

  /* Looking for words in a table: rows without them are hidden. */

  all('[data-filter]').forEach(function (box) {
    var table = document.getElementById(box.getAttribute('data-filter'));
    var field = box.querySelector('input');
    var status = box.querySelector('[role="status"]');
    if (!table) { return; }
    var rows = Array.prototype.slice.call(table.querySelectorAll('tbody > tr:not([data-heading])'));
    var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
    box.hidden = false;
    field.addEventListener('input', function () {
      var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var found = 0;
      rows.forEach(function (row, number) {
        row.hidden = !words.every(function (word) { return texts[number].indexOf(word) >= 0; });
        if (!row.hidden) { found += 1; }
      });
      Array.prototype.slice.call(table.tBodies).forEach(function (body) {
        body.hidden = !body.querySelector('tr:not([data-heading]):not([hidden])');
      });
      status.textContent = words.length ? status.getAttribute('data-words').replace('#', found) : '';
    });
  });

  /* Menus: Escape closes, and so does a click elsewhere. */

  function opened() {
    return all('.xl-sheet[open]');
  }

  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') { return; }
    opened().forEach(function (details) {
      details.open = false;
      details.firstElementChild.focus();
    });
    all('.xl-menu__item').forEach(function (item) {
      item.classList.add('xl-menu__item--closed');
    });
  });

  document.addEventListener('click', function (event) {
    opened().forEach(function (details) {
      if (!details.contains(event.target)) { details.open = false; }
    });
  });

  all('.xl-menu__item').forEach(function (item) {
    function reopen() { item.classList.remove('xl-menu__item--closed'); }
    item.addEventListener('mouseleave', reopen);
    item.addEventListener('focusout', function (event) {
      if (!item.contains(event.relatedTarget)) { reopen(); }
    });
  });
}());
