import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * Playwright: the same classes in `playwright.async_api`, where what talks to the browser is awaited, and in
 * `playwright.sync_api`, where it blocks. A page does one thing after another. All of it gives up after 30 seconds.
 */

/** What talks to the browser, by class; what it returns is of no interest. */
const methods: Readonly<Record<string, string>> = {
  Page: `opener query_selector_all is_checked is_disabled is_editable is_enabled is_hidden is_visible dispatch_event evaluate
    evaluate_handle eval_on_selector eval_on_selector_all add_script_tag add_style_tag set_extra_http_headers content set_content
    wait_for_load_state wait_for_url wait_for_event go_back go_forward emulate_media set_viewport_size bring_to_front
    add_init_script unroute unroute_all screenshot title close click dblclick tap fill focus text_content inner_text inner_html
    get_attribute hover drag_and_drop select_option input_value set_input_files type press check uncheck wait_for_function pause pdf
    set_checked`,
  Frame: `wait_for_url wait_for_load_state frame_element evaluate evaluate_handle query_selector_all is_checked is_disabled is_editable
    is_enabled is_hidden is_visible dispatch_event eval_on_selector eval_on_selector_all content set_content add_script_tag add_style_tag
    click dblclick tap fill focus text_content inner_text inner_html get_attribute hover drag_and_drop select_option input_value
    set_input_files type press check uncheck wait_for_function title set_checked`,
  Locator: `bounding_box check click dblclick dispatch_event evaluate evaluate_all evaluate_handle fill clear element_handles focus blur
    all count drag_to get_attribute hover inner_html inner_text input_value is_checked is_disabled is_editable is_enabled is_hidden
    is_visible press screenshot scroll_into_view_if_needed select_option select_text set_input_files tap text_content type
    press_sequentially uncheck all_inner_texts all_text_contents wait_for set_checked`,
  ElementHandle: `owner_frame content_frame get_attribute text_content inner_text inner_html is_checked is_disabled is_editable is_enabled
    is_hidden is_visible dispatch_event scroll_into_view_if_needed hover click dblclick select_option tap fill select_text input_value
    set_input_files focus type press set_checked check uncheck bounding_box screenshot query_selector_all eval_on_selector
    eval_on_selector_all wait_for_element_state evaluate evaluate_handle json_value dispose`,
  Browser: 'close',
  BrowserContext: `cookies add_cookies clear_cookies grant_permissions clear_permissions set_geolocation set_extra_http_headers set_offline
    add_init_script unroute unroute_all close storage_state wait_for_event`,
  Playwright: 'stop',
  Response: 'all_headers headers_array header_value header_values server_addr security_details finished body text json',
  Request: 'sizes all_headers headers_array header_value',
  Route: 'abort fulfill fetch fallback continue_',
  Keyboard: 'down up insert_text type press',
  Mouse: 'move down up click dblclick wheel',
  Download: 'delete failure path save_as cancel',
  Dialog: 'accept dismiss',
  APIResponse: 'body text json dispose',
};

/** What `expect(…)` offers for what it is given; programs get only the methods that fit. */
const assertions = `to_have_title not_to_have_title to_have_url not_to_have_url to_contain_text not_to_contain_text to_have_attribute
  not_to_have_attribute to_have_class not_to_have_class to_have_count not_to_have_count to_have_css not_to_have_css to_have_id
  not_to_have_id to_have_value not_to_have_value to_have_values not_to_have_values to_have_text not_to_have_text to_be_attached
  not_to_be_attached to_be_checked not_to_be_checked to_be_disabled not_to_be_disabled to_be_editable not_to_be_editable to_be_empty
  not_to_be_empty to_be_enabled not_to_be_enabled to_be_hidden not_to_be_hidden to_be_visible not_to_be_visible to_be_focused
  not_to_be_focused to_be_in_viewport not_to_be_in_viewport`;

const locators = 'locator get_by_alt_text get_by_label get_by_placeholder get_by_role get_by_test_id get_by_text get_by_title';
const sync: SymbolFact = {};

/** The classes of one of the two modules. */
function half(module: string, manager: string, entry: string, request: SymbolFact): Record<string, SymbolFact> {
  const made = (path: string, names: string, what: string): Record<string, SymbolFact> => members(path, names, { ...request, returns: `${module}:${what}` });
  const is = (what: string): SymbolFact => ({ property: true, is: `${module}:${what}` });
  const holders = ['Page', 'Frame', 'Locator'];
  return {
    ...Object.assign({}, ...Object.entries(methods).map(([path, names]) => ({ [path]: { class: true }, ...members(path, names, request) }))) as Record<string, SymbolFact>,
    ...Object.assign({}, ...['Page', 'Frame', 'Locator', 'ElementHandle'].map((path) => ({ [path]: { class: true, connection: 'queued' } }))) as Record<string, SymbolFact>,
    ...Object.assign({}, ...holders.map((path) => members(path, locators, { returns: `${module}:Locator` }))) as Record<string, SymbolFact>,
    ...Object.assign({}, ...['Page', 'Frame', 'ElementHandle'].map((path) => made(path, 'wait_for_selector query_selector', 'ElementHandle'))) as Record<string, SymbolFact>,
    [entry]: { returns: `${module}:${manager}` },
    [manager]: { class: true, enters: `${module}:Playwright` },
    [`${manager}.start`]: { ...request, returns: `${module}:Playwright` },
    ...members('Playwright', 'chromium firefox webkit', is('BrowserType')),
    BrowserType: { class: true },
    ...made('BrowserType', 'launch connect connect_over_cdp', 'Browser'),
    ...made('BrowserType', 'launch_persistent_context', 'BrowserContext'),
    ...made('Browser', 'new_context', 'BrowserContext'),
    ...made('Browser', 'new_page', 'Page'),
    'Browser.is_connected': sync,
    ...made('BrowserContext', 'new_page', 'Page'),
    ...members('BrowserContext', 'set_default_timeout set_default_navigation_timeout', sync),
    ...members('BrowserContext', 'pages browser', { property: true }),
    ...made('Page', 'goto reload', 'Response'),
    ...made('Frame', 'goto', 'Response'),
    ...members('Page', 'wait_for_timeout', { ...request, paces: 'sleep' }),
    ...members('Frame', 'wait_for_timeout', { ...request, paces: 'sleep' }),
    ...members('Page', 'route', { ...request, calls: [{ name: 'handler', position: 1, when: 'loop', many: true, awaited: true }] }),
    ...members('BrowserContext', 'route', { ...request, calls: [{ name: 'handler', position: 1, when: 'loop', many: true, awaited: true }] }),
    ...members('Page', 'on once', { calls: [{ name: 'f', position: 1, when: 'loop', many: true, awaited: true }] }),
    ...members('Page', `set_default_timeout set_default_navigation_timeout is_closed frame_locator remove_listener expect_event expect_download
      expect_file_chooser expect_navigation expect_popup expect_request expect_response`, sync),
    'Locator.all': { ...request, yields: `${module}:Locator` },
    ...members('Page', 'query_selector_all', { ...request, yields: `${module}:ElementHandle` }),
    'Page.keyboard': is('Keyboard'),
    'Page.mouse': is('Mouse'),
    'Page.context': is('BrowserContext'),
    'Page.main_frame': is('Frame'),
    ...members('Page', 'url frames viewport_size', { property: true }),
    ...members('Locator', 'nth filter or_ and_', { returns: `${module}:Locator` }),
    ...members('Locator', 'first last', is('Locator')),
    'Locator.page': is('Page'),
    ...made('Locator', 'element_handle', 'ElementHandle'),
    ...made('Request', 'response', 'Response'),
    'Route.request': is('Request'),
    ...members('Response', 'ok status url headers', { property: true }),
    ...members('Request', 'url method headers post_data', { property: true }),
    APIRequestContext: { class: true },
    ...made('APIRequestContext', 'delete head get patch put post fetch', 'APIResponse'),
    ...members('APIRequestContext', 'dispose', request),
    expect: { returns: `${module}:LocatorAssertions` },
    LocatorAssertions: { class: true },
    ...members('LocatorAssertions', assertions, request),
  };
}

export const playwright: Library = {
  language: 'python',
  package: 'playwright',
  versions: '>=1.40',
  source: 'https://playwright.dev/python/docs/library and https://github.com/microsoft/playwright-python: playwright/{async_api,sync_api} at 2026-08',
  modules: {
    'playwright.async_api': half('playwright.async_api', 'PlaywrightContextManager', 'async_playwright', { awaitable: 'coroutine', io: true }),
    'playwright.sync_api': half('playwright.sync_api', 'PlaywrightContextManager', 'sync_playwright', { blocks: 'network', io: true }),
  },
};
