/* The variant (字形) a reader chose is remembered: whoever comes from elsewhere is shown the page he opened in it. */
(function () {
  'use strict';

  var KEY = 'xl-variant';
  var links = Array.prototype.slice.call(document.querySelectorAll('[data-variant]'));

  function remembered() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }
  }

  links.forEach(function (link) {
    link.addEventListener('click', function () {
      try { localStorage.setItem(KEY, link.getAttribute('data-variant')); } catch (error) { /* not remembered */ }
      /* the passage being read is in every variant under the same name */
      link.hash = location.hash;
    });
  });

  var isFromHere = document.referrer.indexOf(location.origin + '/') === 0;
  var wanted = remembered();
  if (!wanted || isFromHere || wanted === document.documentElement.lang) { return; }
  links.forEach(function (link) {
    if (link.getAttribute('data-variant') === wanted) {
      location.replace(link.href + location.search + location.hash);
    }
  });
}());
