# A Debian package: `cpack --config build/release/CPackConfig.cmake`. Program, library (shared,
# static, header), gazetteer, manual, completions, examples, and units for a timer a configuration:
# skytally@NAME.timer refreshes /var/lib/skytally/NAME/skytally.ini.

# The units are those of scripts/install-timer with a folder for each NAME.
function(package_unit source target)
  file(READ ${PROJECT_SOURCE_DIR}/scripts/timer/${source} text)
  file(READ ${PROJECT_SOURCE_DIR}/scripts/timer/shut-off shut_off)
  string(REPLACE ", made by scripts/install-timer" "" text "${text}")
  string(REPLACE "@SYSTEM@" "${shut_off}" text "${text}")
  foreach(pair
      "@CONFIG@|/var/lib/skytally/%i/skytally.ini"
      "@FOLDER@|/var/lib/skytally/%i"
      "@WRITABLE@|/var/lib/skytally/%i"
      "@HOME@|yes"
      "@USER@|User=skytally"
      "@PROGRAM@|/usr/bin/skytally"
      "@WATCHDOG@|/usr/share/skytally/watchdog"
      "@STATUS@|/var/lib/skytally/%i/.skytally/status.json"
      "@CALENDAR@|*-*-* *:17:00"
      "@DELAY@|10min")
    string(REGEX MATCH "^[^|]*" key "${pair}")
    string(REGEX REPLACE "^[^|]*[|]" "" value "${pair}")
    string(REPLACE "${key}" "${value}" text "${text}")
  endforeach()
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/generated/units/${target} "${text}")
endfunction()
package_unit(skytally.service.in skytally@.service)
package_unit(skytally.timer.in skytally@.timer)
package_unit(skytally-watchdog.service.in skytally-watchdog@.service)
package_unit(skytally-watchdog.timer skytally-watchdog@.timer)

set(unit_dir lib/systemd/system)
install(DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/generated/units/ DESTINATION ${unit_dir}
  COMPONENT system EXCLUDE_FROM_ALL)
install(FILES scripts/package/skytally.sysusers DESTINATION lib/sysusers.d
  RENAME skytally.conf COMPONENT system EXCLUDE_FROM_ALL)
install(PROGRAMS scripts/watchdog DESTINATION ${CMAKE_INSTALL_DATADIR}/skytally
  COMPONENT system EXCLUDE_FROM_ALL)

# Who links with the static library needs what it is built with.
file(STRINGS scripts/packages.txt lines REGEX "^build +[a-z0-9.+-]+-dev ")
list(TRANSFORM lines REPLACE "^build +([^ ]+) .*" "\\1")
list(JOIN lines ", " library_needs)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME skytally)
set(CPACK_PACKAGE_VENDOR "the skytally authors")
set(CPACK_PACKAGE_CONTACT "the skytally authors <skytally@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
"Reads reports of drone incidents, takes out of them every claim of how many drones were
launched, intercepted, lost, impacted or sighted, where and when, reconciles the claims so
that nothing is counted twice, tallies them by region and period, and writes layers that
open in QGIS as they are. With a gazetteer inside, no server and no model.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Programs that link with the shared library depend on this version or a newer one.
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
# What is loaded at run time, the linker does not tell of.
find_program(DPKG_QUERY_PROGRAM dpkg-query)
set(late_packages)
foreach(library IN LISTS late_libraries)
  if(DPKG_QUERY_PROGRAM)
    execute_process(COMMAND ${DPKG_QUERY_PROGRAM} -S ${library} OUTPUT_VARIABLE owner ERROR_QUIET)
    string(REGEX MATCH "^[a-z0-9.+-]+" owner "${owner}")
    list(APPEND late_packages ${owner})
  endif()
endforeach()
list(JOIN late_packages ", " late_packages)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "${late_packages}")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "qgis, ${library_needs}")
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${PROJECT_SOURCE_DIR}/scripts/package/postinst ${PROJECT_SOURCE_DIR}/scripts/package/postrm
  ${PROJECT_SOURCE_DIR}/scripts/package/triggers)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL Unspecified system)
set(CPACK_STRIP_FILES ON)
include(CPack)
