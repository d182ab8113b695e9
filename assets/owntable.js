/* A small table of one's own as a Dash component: typed, pasted, drawn or read from a file, and how it was read. */
(function (root) {
  "use strict";
  const React = root.React;
  const element = React.createElement;
  const phrase = function (key, values) { return root.LossLandscape.phrase(key, values); };
  const { values, unused, changed, field, described } = root.LossLandscape.controls;

  const ONCE = 1500; // ms in which the same table is not sent again: leaving the box and pressing its button are one wish
  const sources = {}; // by a control's id and a table as it is used: the table as it was given, and how it was read

  /* One or two sentences if a table is larger than what may be sent; "" otherwise. */
  function tooLarge(text, limits) {
    const lines = text.split(/\r\n|\r|\n/).filter(function (line) { return /[^\s,;]/.test(line); }).length;
    const bytes = new TextEncoder().encode(JSON.stringify(text)).length;
    if (!limits || (lines <= limits.rows && bytes <= limits.bytes)) return "";
    const count = function (many) { return many.toLocaleString("en"); };
    return phrase("table.too_large", { limit: limits.words, lines: count(lines), characters: count(text.length), advice: limits.advice });
  }

  function Table(props) {
    values[props.id] = props.value;
    const [text, setText] = React.useState(props.value);
    const [refused, setRefused] = React.useState("");
    const sent = React.useRef({ text: null, ways: "", at: 0 });
    React.useEffect(function () {
      setText(props.value);
      setRefused("");
    }, [props.value]);
    React.useEffect(function () {
      const reading = props.reading;
      if (!reading) return;
      if (reading.wrong) return setRefused(reading.wrong);
      if (!reading.asked) return;
      sources[props.id + reading.of] = { text: sent.current.text, reading: reading };
      setText(reading.of);
      setRefused("");
    }, [props.reading]);
    unused[props.id] = text !== props.value;
    const send = function (table, ways) {
      const now = Date.now();
      const asked = JSON.stringify(ways || null);
      if (sent.current.text === table && sent.current.ways === asked && now - sent.current.at < ONCE) return;
      const large = tooLarge(table, props.limits);
      setRefused(large);
      if (large) return;
      sent.current = { text: table, ways: asked, at: now };
      changed(props, { asked: { text: table, ways: ways || null, at: now } });
    };
    const open = function (event) {
      const file = event.target.files[0];
      event.target.value = "";
      if (!file) return;
      file.arrayBuffer().then(function (content) {
        const read = root.LossLandscape.file.read(new Uint8Array(content));
        if (read.wrong) return setRefused(read.wrong);
        if (!tooLarge(read.text, props.limits)) setText(read.text);
        send(read.text);
      });
    };
    const wrong = refused || props.message;
    const area = element("textarea", {
      key: "area",
      id: props.id,
      rows: 6,
      spellCheck: false,
      value: text,
      onChange: function (event) {
        setText(event.target.value);
        setRefused("");
      },
      onBlur: function () { if (text !== props.value && !refused) send(text); },
      ...described({ id: props.id, help: props.help, message: wrong }),
    });
    const use = element("button", { key: "use", type: "button", disabled: text === props.value, onClick: function () { send(text); } }, phrase("table.use"));
    const back = element("button", { key: "back", type: "button", hidden: text === props.value, onClick: function () { setText(props.value); setRefused(""); } }, phrase("table.discard"));
    const file = element(
      "label",
      { key: "file", className: "file" },
      phrase("table.file"),
      element("input", { type: "file", accept: ".csv,.tsv,.txt,text/*", className: "unseen", "aria-label": phrase("table.file_label"), onChange: open })
    );
    const known = sources[props.id + props.value];
    const reading = known ? known.reading : props.reading && props.reading.of === props.value ? props.reading : null;
    const again = function (ways) { send(known ? known.text : props.value, Object.assign({}, reading.ways, ways)); };
    const parts = [
      element("p", { key: "help", id: props.id + "-help", className: "help" }, props.help),
      area,
      element("div", { key: "row", className: "row-of-buttons" }, use, file, back),
      reading && text === props.value ? element(Reading, { key: "reading", id: props.id, reading: reading, again: again }) : null,
      props.note ? element("p", { key: "note", className: "help", role: "status" }, props.note) : null,
    ];
    return field(Object.assign({}, props, { message: wrong, help: "" }), parts);
  }

  /* How a table was read: which class is 1, which columns are used, and what was decided; each with a click to have it otherwise. */
  function Reading(props) {
    const reading = props.reading;
    const one = reading.classes[1];
    const zero = reading.classes[0];
    const row = function (label, each, kind) {
      const name = /^[-+0-9]/.test(each.name) ? phrase("table.quoted", { name: each.name }) : each.name;
      const words = each.name === label ? phrase("table.label", { name: label }) : phrase("table.label_is", { label: label, name: name });
      return element("li", { key: kind }, element("span", { className: "mark " + kind }), element("b", null, words), element("span", null, phrase("table.rows", { count: each.rows })));
    };
    const swap = element("button", { type: "button", title: phrase("table.swap_label"), "aria-label": phrase("table.swap_label"), onClick: function () { props.again({ one: zero.name }); } }, phrase("table.swap"));
    const classes = element("div", { key: "classes", className: "as-read-classes" }, element("ul", null, row("1", one, "full"), row("0", zero, "open")), swap);
    const notes = reading.notes.map(function (note, index) {
      const press = function () { props.again(note.ways); };
      return element("li", { key: index }, note.text, note.ways ? element("button", { type: "button", onClick: press }, note.otherwise) : null);
    });
    const list = notes.length ? element("ul", { key: "notes", className: "as-read-notes" }, notes) : null;
    return element("div", { className: "as-read", role: "group", "aria-label": phrase("table.read") }, classes, columnsOf(props), list);
  }

  /* Which columns are the features and the label, where there is a choice. */
  function columnsOf(props) {
    const reading = props.reading;
    const choice = function (key, label, value, columns, none, take) {
      const id = props.id + "-" + key;
      const options = columns.map(function (i) { return element("option", { key: i, value: i }, reading.columns[i]); });
      if (none) options.push(element("option", { key: "none", value: "" }, phrase("table.feature_none")));
      const change = function (event) { take(event.target.value === "" ? null : Number(event.target.value)); };
      return element("div", { key: key }, element("label", { htmlFor: id }, label), element("select", { id: id, value: value === undefined ? "" : value, onChange: change }, options));
    };
    const features = reading.features;
    const others = function (but) { return reading.usable.filter(function (i) { return i !== but; }); };
    const parts = [];
    if (reading.usable.length > 1) {
      parts.push(choice("first", phrase("table.feature_first"), features[0], others(features[1]), false, function (i) { props.again({ features: [i].concat(features.slice(1)) }); }));
      parts.push(choice("second", phrase("table.feature_second"), features[1], others(features[0]), true, function (i) { props.again({ features: i === null ? [features[0]] : [features[0], i] }); }));
    }
    if (reading.binary.length > 1) {
      parts.push(choice("label", phrase("table.column"), reading.label, reading.binary, false, function (i) { props.again({ label: i, features: null, one: null }); }));
    }
    return parts.length ? element("div", { key: "columns", className: "as-read-columns" }, parts) : null;
  }

  root.loss_landscape.Table = Table;
})(window);
