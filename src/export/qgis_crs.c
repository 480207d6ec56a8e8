/* What QGIS needs to know a CRS by. It looks authorities' codes up in its own tables where the
 * element srsid has a number of theirs, and reads the WKT otherwise. */
#include <string.h>

#include "export/qgis_parts.h"
#include "export/xml.h"
#include "geometry/late_proj.h"

/* QGIS's own numbers of EPSG's systems are below this, those of its users above; which one it is
 * does not matter beside the code. */
enum { KNOWN_TO_QGIS = 1 };

static void be_quiet(void *user, int level, const char *message)
{
    (void)user;
    (void)level;
    (void)message;
}

static void describe(skt_qgis_crs *out, PJ_CONTEXT *context, const PJ *crs)
{
    const char *const one_line[] = {"MULTILINE=NO", NULL};
    const PJ_TYPE type = proj_get_type(crs);
    const char *wkt = proj_as_wkt(context, crs, PJ_WKT2_2019, one_line);
    const char *authority = proj_get_id_auth_name(crs, 0);
    const char *code = proj_get_id_code(crs, 0);
    out->degrees = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
    skt_buf_add_text(&out->xml, "<spatialrefsys>\n");
    skt_xml_element(&out->xml, "wkt", wkt == NULL ? "" : wkt);
    if (authority != NULL && code != NULL) {
        const bool epsg = strcmp(authority, "EPSG") == 0;
        skt_buf_format(&out->xml, "  <srsid>%d</srsid>\n  <srid>%s</srid>\n", KNOWN_TO_QGIS,
                       epsg ? code : "0");
        skt_buf_format(&out->xml, "  <authid>%s:%s</authid>\n", authority, code);
    }
    const char *name = proj_get_name(crs);
    skt_xml_element(&out->xml, "description", name == NULL ? "" : name);
    skt_buf_format(&out->xml, "  <geographicflag>%s</geographicflag>\n</spatialrefsys>\n",
                   out->degrees ? "true" : "false");
}

skt_status skt_qgis_crs_make(skt_qgis_crs *out, const char *name)
{
    *out = (skt_qgis_crs){SKT_BUF_INIT, false};
    PJ_CONTEXT *context = proj_context_create();
    if (context == NULL) {
        return SKT_E_NOMEM;
    }
    proj_log_func(context, NULL, be_quiet);
    PJ *crs = proj_create(context, name);
    if (crs != NULL) {
        describe(out, context, crs);
    }
    proj_destroy(crs);
    (void)proj_context_destroy(context);
    return crs == NULL ? SKT_E_USAGE : out->xml.failed ? SKT_E_NOMEM : SKT_OK;
}

void skt_qgis_crs_dispose(skt_qgis_crs *crs)
{
    skt_buf_dispose(&crs->xml);
}
