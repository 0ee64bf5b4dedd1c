-- Runs inside Neovim 0.7.2 or later on the file that is open: waits for findings, applies `Add await` to the first, waits until
-- none is left, and tells what it saw as a line of JSON.
local patience = 60000

local function fail(what)
  io.stdout:write('waited in vain for ' .. what .. '\n')
  vim.cmd('cquit')
end

local function wait(what, condition)
  if not vim.wait(patience, condition, 20) then fail(what) end
end

local client = vim.lsp.start_client({
  name = 'asynclint',
  cmd = { vim.env.ASYNCLINT_NODE, vim.env.ASYNCLINT_SERVER, 'lsp', '--stdio' },
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(0, client)
wait('a finding', function() return #vim.diagnostic.get(0) > 0 end)

local found = {}
for _, finding in ipairs(vim.diagnostic.get(0)) do
  table.insert(found, { code = finding.code, message = finding.message, source = finding.source, line = finding.lnum, column = finding.col })
end

local first = found[1]
local place = { line = first.line, character = first.column }
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', {
  textDocument = vim.lsp.util.make_text_document_params(0),
  range = { start = place, ['end'] = place },
  context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, first.line) },
}, patience)
local actions = answers and answers[client] and answers[client].result or {}
local titles, chosen = {}, nil
for _, action in ipairs(actions) do
  table.insert(titles, action.title)
  if action.title == 'Add await' then chosen = action end
end
if not chosen then fail('Add await among ' .. vim.inspect(titles)) end
vim.lsp.util.apply_workspace_edit(chosen.edit, vim.lsp.get_client_by_id(client).offset_encoding)
wait('the finding to go', function() return #vim.diagnostic.get(0) == 0 end)

io.stdout:write('\nSEEN ' .. vim.json.encode({ found = found, titles = titles, lines = vim.api.nvim_buf_get_lines(0, 0, -1, false), left = #vim.diagnostic.get(0) }) .. '\n')
vim.cmd('qa!')
