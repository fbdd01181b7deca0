-- The subset of Quarto's syntax that the reports use, for plain pandoc and for Quarto alike.
-- Quarto runs it first of all (at: pre-ast), so that both renderers number, refer and mark up in
-- one way. Shortcodes are none of its business: Quarto or effektspor.report.shortcodes sets them.
-- Each error starts with "REPORT:" and reaches the user as one message.

local typst = FORMAT:match("typst") ~= nil
local LABELS, NUMBERS = {}, {}
local CALLOUTS = { note = true, tip = true, warning = true, important = true, caution = true }
local NBSP = "\u{a0}"

local function fail(message) error("REPORT: " .. message, 0) end
local function text_of(element) return pandoc.utils.stringify(element) end

local function html_escape(text)
  return (text:gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }))
end
local function typst_string(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ") .. '"'
end
local function html_block(text) return pandoc.RawBlock("html", text) end
local function html_inline(text) return pandoc.RawInline("html", text) end
local function typst_block(text) return pandoc.RawBlock("typst", text) end
local function typst_inline(text) return pandoc.RawInline("typst", text) end
local function typst_of(blocks)
  return (pandoc.write(pandoc.Pandoc(blocks), "typst", { columns = 10000 }):gsub("%s+$", ""))
end

-- Numbers ------------------------------------------------------------------------------------

local count = { fig = 0, tbl = 0 }
local sections = { 0, 0, 0, 0, 0, 0 }

local function register(id, what)
  if NUMBERS[id] then fail("two parts are called #" .. id) end
  NUMBERS[id] = what
  return what
end
local function number_float(id, kind)
  count[kind] = count[kind] + 1
  local label = LABELS[kind == "fig" and "figure" or "table"]
  return register(id, label .. NBSP .. count[kind])
end
local function number_section(header)
  for level = header.level + 1, 6 do sections[level] = 0 end
  sections[header.level] = sections[header.level] + 1
  local number = table.concat(sections, ".", 1, header.level)
  if number:match("^0") or number:match("%.0") then
    fail("a heading skips a level: " .. text_of(header))
  end
  return number
end

local function do_header(header)
  local number
  if not header.classes:includes("unnumbered") then
    number = number_section(header)
    if header.identifier ~= "" then
      register(header.identifier, LABELS.section .. NBSP .. number)
    end
  end
  if typst then return header end
  -- The title is the only h1. pandoc's own numbering would count from the shifted level.
  header.level = header.level + 1
  if number then
    header.content:insert(1, pandoc.Space())
    header.content:insert(1, pandoc.Span(number, { class = "header-section-number" }))
  end
  return header
end

-- Captions: **headline** and the statistical subtitle after it ---------------------------------

local function split_caption(inlines)
  local first, rest = inlines[1], pandoc.List()
  if not (first and first.t == "Strong") then return pandoc.List(inlines), rest end
  for i = 2, #inlines do
    local blank = #rest == 0 and (inlines[i].t == "Space" or inlines[i].t == "SoftBreak")
    if not blank then rest:insert(inlines[i]) end
  end
  return pandoc.List(first.content), rest
end

local function html_caption(id, number, inlines)
  local headline, subtitle = split_caption(inlines)
  local out = pandoc.List({
    html_inline(('<figcaption id="%s-caption"><span class="number">%s</span>' ..
      '<span class="sep">: </span><span class="headline">'):format(id, html_escape(number))),
  })
  out:extend(headline)
  out:insert(html_inline("</span>"))
  if #subtitle > 0 then
    out:insert(html_inline(' <span class="subtitle">'))
    out:extend(subtitle)
    out:insert(html_inline("</span>"))
  end
  out:insert(html_inline("</figcaption>"))
  return pandoc.Plain(out)
end

local function html_end(out, notes)
  if #notes > 0 then
    out:insert(html_block('<div class="notes">'))
    out:extend(notes)
    out:insert(html_block("</div>"))
  end
  out:insert(html_block("</figure>"))
  return out
end

local function typst_call(before, number, inlines, after)
  local headline, subtitle = split_caption(inlines)
  -- #[] keeps "1. januar" at the start of a text from becoming a list.
  local out = pandoc.List({
    typst_inline(before .. ", number: " .. typst_string(number) .. ", headline: [#[]"),
  })
  out:extend(headline)
  out:insert(typst_inline("], subtitle: [" .. (#subtitle > 0 and "#[]" or "")))
  out:extend(subtitle)
  out:insert(typst_inline("]" .. after))
  return pandoc.Plain(out)
end

-- Figures ------------------------------------------------------------------------------------

local function image_in(block)
  if block.t == "Figure" then
    local image
    block:walk({ Image = function(found) image = found end })
    if image then
      if image.identifier == "" then image.identifier = block.identifier end
      local long = block.caption.long[1]
      if #image.caption == 0 and long then image.caption = long.content end
    end
    return image
  end
  if (block.t == "Para" or block.t == "Plain") and #block.content == 1 then
    local only = block.content[1]
    if only.t == "Image" then return only end
  end
end

local function figure(image, notes)
  local id, alt = image.identifier, image.attributes["fig-alt"]
  if not id:match("^fig%-") then fail("a figure has no id like #fig-name: " .. image.src) end
  if not alt or not alt:match("%S") then fail("figure without fig-alt: #" .. id) end
  if #image.caption == 0 then fail("figure without caption: #" .. id) end
  if image.src:match("^%a+:") or image.src:match("^/") then fail("figure from outside of the report: #" .. id) end
  local number = number_float(id, "fig")
  local out = pandoc.List()
  if typst then
    out:insert(typst_call(("#report-figure(%s, %s, %s"):format(typst_string(id),
      typst_string(image.src), typst_string(alt)), number, image.caption, ")["))
    out:extend(notes)
    out:insert(typst_block("]"))
    return out
  end
  out:insert(html_block(('<figure class="figure" id="%s" aria-labelledby="%s-caption">'):format(id, id)))
  out:insert(html_caption(id, number, image.caption))
  -- The alternative text must not be the caption, so the image loses its own.
  -- On a phone the picture keeps a readable size and scrolls, by keyboard too.
  out:insert(html_block(('<div class="figure-scroll" role="region" tabindex="0" aria-labelledby="%s-caption">'):format(id)))
  out:insert(pandoc.Plain({ pandoc.Image({ pandoc.Str(alt) }, image.src, "", pandoc.Attr()) }))
  out:insert(html_block("</div>"))
  return html_end(out, notes)
end

-- Tables -------------------------------------------------------------------------------------

local function style(attributes, property)
  local css = ";" .. (attributes.style or ""):gsub("%s", "")
  return css:match(";" .. property:gsub("%-", "%%-") .. ":(#%x+)")
end

local function typst_cell(cell, first, heading)
  local fields = pandoc.List()
  if cell.col_span > 1 then fields:insert("colspan: " .. cell.col_span) end
  if cell.row_span > 1 then fields:insert("rowspan: " .. cell.row_span) end
  local align
  for _, side in ipairs({ "left", "right", "center" }) do
    if cell.classes:includes(side) then align = side end
  end
  if not align and not first then
    align = ({ AlignLeft = "left", AlignCenter = "center" })[tostring(cell.alignment)]
  end
  if align then fields:insert("align: " .. align .. (heading and " + bottom" or " + horizon")) end
  local fill, ink = style(cell.attributes, "background-color"), style(cell.attributes, "color")
  if fill then fields:insert(('fill: rgb("%s")'):format(fill)) end
  local body = typst_of(cell.contents)
  if ink then body = ('#text(fill: rgb("%s"))[%s]'):format(ink, body) end
  if heading and cell.classes:includes("spanner") then body = "#report-spanner[" .. body .. "]" end
  if heading and cell.classes:includes("upright") then body = "#report-upright[" .. body .. "]" end
  return ("table.cell(%s)[%s]"):format(table.concat(fields, ", "), body)
end

-- Shares of the line per column by the length of what is in it, and the letters in a line.
local function widths(rows, columns)
  local width = {}
  for i = 1, columns do width[i] = 4 end
  local most = columns <= 3 and 34 or 16 -- few columns hold sentences, many hold numbers
  local roomy = {} -- columns that hold sentences among many
  local busy = {} -- rows that a cell above still covers, by column
  local spanners = {} -- header cells over several columns: first and last column, longest word
  for _, entry in ipairs(rows) do
    local at = 1
    for _, cell in ipairs(entry.row.cells) do
      while (busy[at] or 0) > 0 do busy[at] = busy[at] - 1; at = at + 1 end
      local text = text_of(cell.contents)
      local longest = 0
      for word in text:gmatch("%S+") do longest = math.max(longest, utf8.len(word) or #word) end
      if entry.heading then longest = math.ceil(longest * 1.15) end -- bold
      if cell.classes:includes("upright") then longest = 2 end
      if entry.heading and cell.col_span > 1 then
        table.insert(spanners, { at, at + cell.col_span - 1, longest })
      end
      if cell.col_span == 1 and width[at] then
        if entry.heading and cell.classes:includes("roomy") then roomy[at] = 46 end
        local whole = entry.heading and 0
          or math.min(utf8.len(text) or #text, roomy[at] or at == 1 and 30 or most)
        width[at] = math.max(width[at], longest + 1, whole + 1)
      end
      for i = at, at + cell.col_span - 1 do busy[i] = cell.row_span - 1 end
      at = at + cell.col_span
    end
    while (busy[at] or 0) > 0 do busy[at] = busy[at] - 1; at = at + 1 end
  end
  -- No word of a spanner is parted: what the columns beneath it lack is shared among them.
  for _, spanner in ipairs(spanners) do
    local first, last, lack = spanner[1], spanner[2], spanner[3] + 2
    for i = first, last do lack = lack - width[i] - 2 end
    for i = first, last do width[i] = width[i] + math.max(0, math.ceil(lack / (last - first + 1))) end
  end
  local total = 0
  for i = 1, columns do total = total + width[i] + 2 end
  return width, total
end

-- Lines that the rows take in all, with those columns.
local function lines_of(rows, width)
  local lines = 0
  for _, entry in ipairs(rows) do
    local at, most = 1, 1
    for _, cell in ipairs(entry.row.cells) do
      local room = 0
      for i = at, math.min(at + cell.col_span - 1, #width) do room = room + width[i] + 2 end
      local text = text_of(cell.contents)
      if room > 0 then most = math.max(most, math.ceil((utf8.len(text) or #text) / room)) end
      at = at + cell.col_span
    end
    lines = lines + most
  end
  return lines
end

local function typst_table(parsed)
  local columns = #parsed.colspecs
  local rows, out = pandoc.List(), pandoc.List()
  for _, row in ipairs(parsed.head.rows) do rows:insert({ row = row, heading = true }) end
  for _, body in ipairs(parsed.bodies) do
    for _, row in ipairs(body.head) do rows:insert({ row = row }) end
    for _, row in ipairs(body.body) do rows:insert({ row = row }) end
  end
  local width, total = widths(rows, columns)
  local shares = pandoc.List()
  for i = 1, columns do shares:insert(width[i] + 2 .. "fr") end
  local tight = ""
  for _, row in ipairs(parsed.head.rows) do
    for _, cell in ipairs(row.cells) do
      if cell.classes:includes("upright") then tight = " tight: true," end
    end
  end
  out:insert(("#report-table-body(letters: %d, heads: %d,%s columns: (%s,), align: (left,%s),"):format(
    total, #parsed.head.rows, tight, table.concat(shares, ", "), (" right,"):rep(columns - 1)))
  out:insert("table.header(")
  local heads = #parsed.head.rows
  for i, entry in ipairs(rows) do
    if i == heads + 1 then out:insert("report-head-rule),") end
    local kind = entry.row.classes and entry.row.classes[1]
    for place, cell in ipairs(entry.row.cells) do
      local code = typst_cell(cell, place == 1, entry.heading)
      if kind == "total" or kind == "group" then
        code = code:gsub("%[", "[#report-" .. kind .. "[", 1) .. "]"
      end
      out:insert(code .. ",")
    end
    if entry.heading and i < heads then out:insert("table.hline(stroke: none),") end
    if not entry.heading and i < #rows then out:insert("report-rule,") end
  end
  out:insert(")")
  return table.concat(out, "\n"), lines_of(rows, width), total
end

-- Closed details and cells of the class "screen" are for those who can open and scroll; the PDF has
-- their content elsewhere. effektspor.report.htmltree.printed leaves out the same.
local function without_screen(html)
  html = html:gsub('<details class="screen".-</details>', "")
  return (html:gsub("<(t[dh])([^>]*)>(.-)</%1>", function(_, attributes)
    if attributes:match('class="[^"]*%f[%w]screen%f[%W]') then return "" end
  end))
end

local function table_parts(div)
  local html, tables, caption, parsed, after = nil, 0, nil, nil, pandoc.List()
  for _, block in ipairs(div.content) do
    if block.t == "RawBlock" and block.format:match("html") then
      html = (html or "") .. block.text
    elseif block.t == "Table" then
      tables, parsed = tables + 1, block
    elseif block.t == "Para" then
      caption = block.content
    else
      fail("#" .. div.identifier .. " holds something beside a table and its caption")
    end
  end
  if html then
    for _, block in ipairs(pandoc.read(without_screen(html), "html").blocks) do
      if block.t == "Table" then
        tables, parsed = tables + 1, block
      else
        after:insert(block)
      end
    end
  end
  if tables ~= 1 then fail("#" .. div.identifier .. " holds " .. tables .. " tables, not one") end
  if not caption then fail("table without caption: #" .. div.identifier) end
  if #parsed.head.rows == 0 then fail("table without header row: #" .. div.identifier) end
  return html, parsed, caption, after
end

-- A table written in markdown: its first column heads the rows.
local function with_scopes(parsed)
  for _, row in ipairs(parsed.head.rows) do
    for _, cell in ipairs(row.cells) do cell.attributes.scope = "col" end
  end
  for _, body in ipairs(parsed.bodies) do
    body.row_head_columns = 1
    for _, row in ipairs(body.body) do row.cells[1].attributes.scope = "row" end
  end
  parsed.caption = { long = {} }
  return pandoc.write(pandoc.Pandoc({ parsed }), "html")
end

local function table_float(div, notes)
  local id = div.identifier
  local html, parsed, caption, after = table_parts(div)
  local number = number_float(id, "tbl")
  local out = pandoc.List()
  if typst then
    local body, lines, letters = typst_table(parsed)
    out:insert(typst_call(("#report-table(%s, lines: %d, letters: %d"):format(
      typst_string(id), lines, letters), number, caption, ", ["))
    out:insert(typst_block(body))
    out:insert(typst_block("], ["))
    out:extend(after)
    out:insert(typst_block("])["))
    out:extend(notes)
    out:insert(typst_block("]"))
    return out
  end
  html = html or with_scopes(parsed)
  local before, attributes, inside, rest = html:match("^(.-)<table([^>]*)>(.-</table>)(.*)$")
  local wide = div.classes:includes("wide") and " wide" or ""
  out:insert(html_block(('<figure class="table%s" id="%s">'):format(wide, id)))
  out:insert(html_caption(id, number, caption))
  out:insert(html_block(('<div class="table-scroll" role="region" tabindex="0" aria-labelledby="%s-caption">\n%s<table%s aria-labelledby="%s-caption">%s\n</div>')
    :format(id, before, attributes, id, inside)))
  if rest:match("%S") then out:insert(html_block('<div class="table-footnotes">' .. rest .. "</div>")) end
  return html_end(out, notes)
end

-- Callouts -----------------------------------------------------------------------------------

local function callout(div, kind)
  local title = div.attributes.title or LABELS["callout_" .. kind]
  local result = div.classes:includes("result-box")
  local out = pandoc.List()
  if typst then
    out:insert(typst_block(("#report-callout(%s, %s)["):format(
      typst_string(result and "result" or kind), typst_string(title))))
    out:extend(div.content)
    out:insert(typst_block("]"))
    return out
  end
  out:insert(html_block(('<div class="callout callout-%s%s" role="note" aria-label="%s">\n<p class="callout-title">%s</p>')
    :format(kind, result and " result-box" or "", html_escape(title), html_escape(title))))
  out:extend(div.content)
  out:insert(html_block("</div>"))
  return out
end

-- One pass over the blocks in document order, so that numbers run as the reader meets them -----

local do_blocks

local function notes_in(div)
  for _, block in ipairs(div.content) do
    if block.t == "Div" and block.classes:includes("notes") then return block.content end
  end
  return pandoc.List()
end

local function do_div(div)
  local notes = notes_in(div)
  if div.classes:includes("figure-block") or div.classes:includes("table-block") then
    for _, block in ipairs(div.content) do
      local image = image_in(block)
      if image then return figure(image, notes) end
      if block.t == "Div" and block.identifier:match("^tbl%-") then return table_float(block, notes) end
    end
    fail("a figure or table block is empty")
  end
  if div.identifier:match("^tbl%-") then return table_float(div, pandoc.List()) end
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if kind then
      if not CALLOUTS[kind] then fail("unknown kind of callout: " .. class) end
      div.content = do_blocks(div.content)
      return callout(div, kind)
    end
  end
  div.content = do_blocks(div.content)
  return { div }
end

do_blocks = function(blocks)
  local out = pandoc.List()
  for _, block in ipairs(blocks) do
    local image = image_in(block)
    if image then
      out:extend(figure(image, pandoc.List()))
    elseif block.t == "Header" then
      out:insert(do_header(block))
    elseif block.t == "Div" then
      out:extend(do_div(block))
    elseif block.t == "Table" then
      fail("a table stands outside of a ::: {#tbl-name} block")
    elseif block.t == "RawBlock" and block.format:match("html") and block.text:match("<table") then
      fail("an HTML table stands outside of a ::: {#tbl-name} block")
    else
      out:insert(block)
    end
  end
  return out
end

-- A number and its unit stay on one line; effektspor.report.escape does the same for tables --------

local UNITS = { "^pct%.", "^kr%.", "^mio%.", "^mia%.", "^procentpoint", "^percentage$" }

local function bind_units(inlines)
  for i = #inlines - 2, 1, -1 do
    local before, space, after = inlines[i], inlines[i + 1], inlines[i + 2]
    if before.t == "Str" and after.t == "Str" and (space.t == "Space" or space.t == "SoftBreak")
      and before.text:match("%d$") then
      for _, unit in ipairs(UNITS) do
        if after.text:match(unit) then
          before.text = before.text .. NBSP .. after.text
          inlines:remove(i + 2)
          inlines:remove(i + 1)
          break
        end
      end
    end
  end
  return inlines
end

-- References and mathematics, once every number is known ---------------------------------------

local function do_cite(cite)
  if #cite.citations ~= 1 then fail("one reference per bracket, please: " .. text_of(cite)) end
  local id = cite.citations[1].id
  local text = NUMBERS[id]
  if not text then fail("the reference [@" .. id .. "] leads nowhere") end
  if typst then return typst_inline(("#link(<%s>)[%s]"):format(id, text:gsub(NBSP, "~"))) end
  return pandoc.Link(text, "#" .. id, "", pandoc.Attr("", { "crossref" }))
end

local function do_math(math)
  if not typst then return nil end
  local body = typst_of({ pandoc.Plain({ math }) })
  return typst_inline(("#math.equation(block: %s, alt: %s, %s)"):format(
    tostring(math.mathtype == "DisplayMath"), typst_string(math.text), body))
end

-- A formula whose alternative text says it in words: [$$x$$]{.formula alt="..."}. HTML has MathML.
local function do_formula(span)
  if not span.classes:includes("formula") then return nil end
  local math = span.content[1]
  if #span.content ~= 1 or math.t ~= "Math" then fail("a formula holds something else: " .. text_of(span)) end
  if not (span.attributes.alt or ""):match("%S") then fail("formula without alt: " .. math.text) end
  if not typst then return math end
  return typst_inline(("#math.equation(block: %s, alt: %s, %s)"):format(
    tostring(math.mathtype == "DisplayMath"), typst_string(span.attributes.alt),
    typst_of({ pandoc.Plain({ math }) })))
end

function Pandoc(doc)
  for key, value in pairs(doc.meta.labels or {}) do LABELS[key] = text_of(value) end
  if not LABELS.figure then fail("the metadata hold no labels; stage the report first") end
  doc.blocks = do_blocks(doc.blocks)
  return doc:walk({ Inlines = bind_units }):walk({ Span = do_formula }):walk({ Cite = do_cite, Math = do_math })
end
