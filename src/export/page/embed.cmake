# Makes the report page of its sources and of Leaflet, as arrays of C in two halves: what
# stands before the data, and what stands behind it. Run by CMake's -P with
#   PAGE     the folder of page.html, page.css and the scripts
#   LEAFLET  the folder of leaflet.min.js and leaflet.css, as a distribution installs them
#   OUT      the C file to be written

# Base64 of the SHA-256 of a text, as a Content-Security-Policy wants it.
function(hash_source out text)
  set(digits ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
  string(SHA256 hex "${text}")
  string(APPEND hex 0000) # 32 bytes are ten groups of three and one of two
  set(coded)
  foreach(at RANGE 0 60 6)
    string(SUBSTRING ${hex} ${at} 6 group)
    foreach(shift 18 12 6 0)
      math(EXPR digit "(0x${group} >> ${shift}) & 63")
      string(SUBSTRING ${digits} ${digit} 1 letter)
      string(APPEND coded ${letter})
    endforeach()
  endforeach()
  string(SUBSTRING ${coded} 0 43 coded)
  set(${out} "'sha256-${coded}='" PARENT_SCOPE)
endfunction()

# Brackets and semicolons mean something to CMake's lists: nothing here may make one of a text.
function(read_text out path)
  file(READ ${path} text)
  if(text MATCHES "</[sS][cC][rR][iI][pP][tT]|</[sS][tT][yY][lL][eE]|<!--" AND NOT path MATCHES "html$")
    message(FATAL_ERROR "${path} would end the element that it is put into")
  endif()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(add_bytes out name text_file)
  file(READ ${text_file} hex HEX)
  string(LENGTH "${hex}" length)
  math(EXPR size "${length} / 2")
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  set(${out} "const unsigned char ${name}[] = {\n${hex}};\nconst size_t ${name}_size = ${size};\n"
    PARENT_SCOPE)
endfunction()

read_text(html ${PAGE}/page.html)
read_text(css ${PAGE}/page.css)
set(script)
foreach(part data figures words map table panel days main)
  read_text(text ${PAGE}/${part}.js)
  string(APPEND script "${text}\n")
endforeach()
read_text(leaflet ${LEAFLET}/leaflet.min.js)
read_text(leaflet_css ${LEAFLET}/leaflet.css)

# Neither pictures that the page has no use for nor maps for debuggers are asked for.
string(REGEX REPLACE "\n?//# sourceMappingURL=[^\n]*" "" leaflet "${leaflet}")
string(REGEX REPLACE "url\\([^)]*\\)" "none" leaflet_css "${leaflet_css}")
set(style "${leaflet_css}\n${css}")

hash_source(style_hash "${style}")
hash_source(leaflet_hash "${leaflet}")
hash_source(script_hash "${script}")
string(CONCAT policy "default-src 'none'; script-src ${leaflet_hash} ${script_hash}; "
  "style-src ${style_hash}; base-uri 'none'; form-action 'none'")

foreach(part POLICY STYLE LEAFLET SCRIPT)
  string(TOLOWER ${part} variable)
  string(FIND "${html}" "@${part}@" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "page.html has no @${part}@")
  endif()
  string(LENGTH "@${part}@" length)
  math(EXPR end "${at} + ${length}")
  string(SUBSTRING "${html}" 0 ${at} before)
  string(SUBSTRING "${html}" ${end} -1 after)
  set(html "${before}${${variable}}${after}")
endforeach()

string(FIND "${html}" "@DATA@" at)
math(EXPR end "${at} + 6")
string(SUBSTRING "${html}" 0 ${at} head)
string(SUBSTRING "${html}" ${end} -1 tail)
file(WRITE ${OUT}.head "${head}")
file(WRITE ${OUT}.tail "${tail}")
add_bytes(head_bytes skt_page_head ${OUT}.head)
add_bytes(tail_bytes skt_page_tail ${OUT}.tail)
file(REMOVE ${OUT}.head ${OUT}.tail)
file(WRITE ${OUT} "/* Made by src/export/page/embed.cmake. */
#include \"export/page_parts.h\"

${head_bytes}
${tail_bytes}")
