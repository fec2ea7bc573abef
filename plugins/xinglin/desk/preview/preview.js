/* Keeps a preview page current: reloads it when its content changed, and shows what is wrong with the articles.
   The server puts this into what it serves; it is in no built file. */
(function () {
  'use strict';

  var MARK = document.currentScript.dataset.mark;
  var IS_MISSING = MARK.indexOf('404') === 0;
  var SCROLL = 'xinglin-scroll';
  var DISMISSED = 'xinglin-dismissed';
  var NAMES = { error: '错误', warning: '提醒', info: '说明' };

  var source = null;
  var notice = null;
  var retry = 0;

  /* What must outlive a reload. */

  function recall(key) {
    try { return sessionStorage.getItem(key); } catch (error) { return null; }
  }

  function remember(key, value) {
    try { sessionStorage.setItem(key, value); } catch (error) { /* private browsing */ }
  }

  function reload() {
    remember(SCROLL, JSON.stringify([location.pathname, window.scrollX, window.scrollY]));
    location.reload();
  }

  function restoreScroll() {
    var kept = JSON.parse(recall(SCROLL) || 'null');
    remember(SCROLL, 'null');
    if (kept && kept[0] === location.pathname) { window.scrollTo({ left: kept[1], top: kept[2], behavior: 'instant' }); }
  }

  /* The overlay, in a shadow tree so that neither the theme's style nor ours reaches the other. */

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  var host = element('xinglin-preview');
  host.lang = 'zh-Hans';
  var style = element('link');
  style.rel = 'stylesheet';
  style.href = '/_xinglin/preview.css';
  var status = element('p', 'status');
  status.setAttribute('role', 'status');
  var badge = element('button', 'badge');
  badge.type = 'button';
  badge.hidden = true;
  var dialog = element('dialog');
  dialog.setAttribute('aria-labelledby', 'title');
  var shadow = host.attachShadow({ mode: 'open' });
  shadow.append(style, status, badge, dialog);
  document.body.append(host);

  badge.addEventListener('click', open);
  dialog.addEventListener('close', function () {
    remember(DISMISSED, signature());
    badge.hidden = !hasProblems();
  });

  function hasProblems() {
    return Boolean(notice && (notice.crash || notice.problems.length));
  }

  function signature() {
    return notice ? notice.crash + JSON.stringify(notice.problems.filter(isBlocking)) : '';
  }

  function isBlocking(problem) {
    return problem.blocking;
  }

  function open() {
    if (!dialog.open) { dialog.showModal(); }
    badge.hidden = true;
  }

  function quote(problem) {
    var start = Math.max(0, problem.column - 1);
    var line = element('pre', 'quote', problem.excerpt.slice(0, start));
    line.append(element('mark', '', problem.excerpt.slice(start, start + problem.width) || ' '));
    line.append(problem.excerpt.slice(start + problem.width));
    return line;
  }

  function item(problem) {
    var made = element('li', problem.severity);
    var place = problem.path + (problem.line ? ':' + problem.line + ':' + Math.max(1, problem.column) : '');
    made.append(element('p', 'place', place));
    var message = element('p', 'message');
    message.append(element('strong', '', NAMES[problem.severity]), ' ' + problem.code + ' ' + problem.message);
    made.append(message);
    if (problem.excerpt) { made.append(quote(problem)); }
    if (problem.fix) { made.append(element('p', 'fix', '改法：' + problem.fix)); }
    return made;
  }

  function list(problems) {
    var made = element('ol');
    problems.forEach(function (problem) { made.append(item(problem)); });
    return made;
  }

  function folded(title, content) {
    var made = element('details');
    made.append(element('summary', '', title), content);
    return made;
  }

  function fill() {
    var blocking = notice.problems.filter(isBlocking);
    var others = notice.problems.filter(function (problem) { return !problem.blocking; });
    var title = element('h2', '', notice.crash ? '程序出错了，网页没有更新'
      : blocking.length ? '有 ' + blocking.length + ' 处错误，改好后网页会自动更新' : '没有错误，有几处提醒');
    title.id = 'title';
    var close = element('button', 'close', '关闭（Esc）');
    close.type = 'button';
    close.addEventListener('click', function () { dialog.close(); });
    var head = element('div', 'head');
    head.append(title, close);
    dialog.replaceChildren(head);
    if (notice.crash) {
      dialog.append(element('p', '', '这不是稿件的问题。请把下面的内容发给维护网站的人。'));
      dialog.append(folded('出错的地方', element('pre', 'trace', notice.crash)));
    }
    if (blocking.length) { dialog.append(list(blocking)); }
    if (others.length) { dialog.append(folded('另有 ' + others.length + ' 处提醒', list(others))); }
    if (notice.further) { dialog.append(element('p', '', '还有 ' + notice.further + ' 处，运行 xinglin check 可以看到全部。')); }
  }

  function show() {
    if (!hasProblems()) {
      dialog.close();
      badge.hidden = true;
      return;
    }
    fill();
    var errors = notice.problems.filter(isBlocking).length;
    var must = Boolean(notice.crash || errors);
    badge.textContent = notice.crash ? '程序出错'
      : errors ? errors + ' 处错误' : (notice.problems.length + notice.further) + ' 处提醒';
    badge.classList.toggle('grave', must);
    if (must && recall(DISMISSED) !== signature()) { open(); return; }
    if (!must) { dialog.close(); }
    badge.hidden = dialog.open;
  }

  /* News from the server: always its whole state, so that nothing is lost by having been away. */

  function hear(event) {
    var news = JSON.parse(event.data);
    status.textContent = news.building ? '正在更新网页…' : '';
    if (news.building) { return; }
    fetch(location.pathname + location.search, { method: 'HEAD', cache: 'no-store' }).then(function (answer) {
      var is_gone = answer.status === 404 && !IS_MISSING;
      var is_hidden_by_error = is_gone && (news.crash || news.problems.some(isBlocking));
      if (answer.headers.get('X-Page-Mark') !== MARK && !is_hidden_by_error) { reload(); return; }
      notice = news;
      show();
    }).catch(function () { /* gone again; the next connection tells anew */ });
  }

  function connect() {
    disconnect();
    source = new EventSource('/_xinglin/events');
    source.onmessage = hear;
    source.onerror = function () {
      status.textContent = '预览已停止，等待它重新启动…';
      /* EventSource retries by itself while it is "connecting", and never after an answer it cannot read */
      if (source && source.readyState === EventSource.CLOSED) { retry = setTimeout(connect, 2000); }
    };
  }

  function disconnect() {
    clearTimeout(retry);
    if (source) { source.close(); }
    source = null;
  }

  /* A browser opens six connections at most: tabs nobody looks at must not hold them all. */

  document.addEventListener('visibilitychange', function () {
    if (document.hidden) { disconnect(); } else { connect(); }
  });
  window.addEventListener('pagehide', disconnect);
  window.addEventListener('pageshow', function (event) { if (event.persisted) { connect(); } });
  window.addEventListener('load', restoreScroll);
  if (!document.hidden) { connect(); }
}());
