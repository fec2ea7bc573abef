/* Photos in full. Without this file, or without <dialog>, a tap opens the picture itself: the link is a real one. */
(function () {
  'use strict';

  var dialog = document.getElementById('xl-lightbox');
  if (!dialog || !dialog.showModal) { return; }

  var links = Array.prototype.slice.call(document.querySelectorAll('a.xl-zoom[href]'));
  var caption = dialog.querySelector('.xl-lightbox__caption');
  var picture = document.createElement('img');
  picture.className = 'xl-lightbox__picture';
  picture.alt = '';
  caption.parentNode.insertBefore(picture, caption);
  var count = dialog.querySelector('.xl-lightbox__count');
  var current = 0;
  var isNoted = false;

  function show(index) {
    var link = links[current = (index + links.length) % links.length];
    var thumbnail = link.querySelector('img');
    var words = link.parentNode.querySelector('figcaption');
    picture.src = link.href;
    picture.alt = thumbnail.alt;
    caption.textContent = words ? words.textContent : '';
    count.textContent = (current + 1) + ' / ' + links.length;
    if (links.length > 1) { new Image().src = links[(current + 1) % links.length].href; }
  }

  function open(index) {
    dialog.hidden = false;
    if (links.length === 1) { dialog.setAttribute('data-single', ''); }
    show(index);
    dialog.showModal();
    /* the phone's own way back closes the picture, not the article */
    history.pushState({ lightbox: true }, '');
    isNoted = true;
  }

  links.forEach(function (link, index) {
    link.addEventListener('click', function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
      event.preventDefault();
      open(index);
    });
  });

  dialog.addEventListener('close', function () {
    dialog.hidden = true;
    picture.removeAttribute('src');
    links[current].focus();
    if (isNoted) {
      isNoted = false;
      history.back();
    }
  });

  window.addEventListener('popstate', function () {
    if (dialog.open) {
      isNoted = false;
      dialog.close();
    }
  });

  dialog.addEventListener('click', function (event) {
    var button = event.target.closest ? event.target.closest('[data-lightbox]') : null;
    var act = button && button.getAttribute('data-lightbox');
    if (act === 'previous') { show(current - 1); }
    if (act === 'next') { show(current + 1); }
    if (act === 'close' || event.target === dialog || event.target === picture.parentNode) { dialog.close(); }
  });

  dialog.addEventListener('keydown', function (event) {
    var steps = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: links.length - 1 };
    if (steps.hasOwnProperty(event.key)) {
      event.preventDefault();
      show(steps[event.key]);
    }
  });

  var start = null;

  dialog.addEventListener('touchstart', function (event) {
    start = event.touches.length === 1 ? event.touches[0].clientX : null;
  }, { passive: true });

  dialog.addEventListener('touchend', function (event) {
    var way = start === null ? 0 : event.changedTouches[0].clientX - start;
    if (Math.abs(way) > 60) { show(current + (way < 0 ? 1 : -1)); }
    start = null;
  });
}());
