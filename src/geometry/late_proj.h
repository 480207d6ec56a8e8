/* PROJ and its geodesic routines: loaded when
 * the first of its functions is called (core/late.h). Include this in place of its own
 * header; calls are written as ever. */
#ifndef SKT_GEOMETRY_LATE_PROJ_H
#define SKT_GEOMETRY_LATE_PROJ_H

#include <geodesic.h>
#include <proj.h>

#include "skytally.h"

/* What is called of it. */
/* clang-format off */
#define SKT_LATE_PROJ(X) \
    X(geod_init) X(geod_polygon_addpoint) X(geod_polygon_compute) X(geod_polygon_init) \
    X(proj_as_wkt) X(proj_clone) X(proj_context_create) X(proj_context_destroy) X(proj_coord) \
    X(proj_coordoperation_get_method_info) X(proj_coordoperation_get_param) \
    X(proj_coordoperation_get_param_count) X(proj_create) X(proj_create_crs_to_crs) \
    X(proj_create_crs_to_crs_from_pj) X(proj_crs_get_coordoperation) X(proj_crs_get_sub_crs) \
    X(proj_destroy) X(proj_get_id_auth_name) X(proj_get_id_code) X(proj_get_name) \
    X(proj_get_prime_meridian) X(proj_get_source_crs) X(proj_get_type) \
    X(proj_is_equivalent_to_with_ctx) X(proj_log_func) X(proj_normalize_for_visualization) \
    X(proj_prime_meridian_get_parameters) X(proj_trans)
/* clang-format on */

typedef struct skt_proj_functions {
#define SKT_MEMBER(name) __typeof__ (&(name))(name);
    SKT_LATE_PROJ(SKT_MEMBER)
#undef SKT_MEMBER
} skt_proj_functions;

const skt_proj_functions *skt_late_proj(void);
/* Whether it is there; else SKT_E_IO. */
skt_status skt_proj_ready(skt_diag *diag);

#define geod_init (skt_late_proj()->geod_init)
#define geod_polygon_addpoint (skt_late_proj()->geod_polygon_addpoint)
#define geod_polygon_compute (skt_late_proj()->geod_polygon_compute)
#define geod_polygon_init (skt_late_proj()->geod_polygon_init)
#define proj_as_wkt (skt_late_proj()->proj_as_wkt)
#define proj_clone (skt_late_proj()->proj_clone)
#define proj_context_create (skt_late_proj()->proj_context_create)
#define proj_context_destroy (skt_late_proj()->proj_context_destroy)
#define proj_coord (skt_late_proj()->proj_coord)
#define proj_coordoperation_get_method_info (skt_late_proj()->proj_coordoperation_get_method_info)
#define proj_coordoperation_get_param (skt_late_proj()->proj_coordoperation_get_param)
#define proj_coordoperation_get_param_count (skt_late_proj()->proj_coordoperation_get_param_count)
#define proj_create (skt_late_proj()->proj_create)
#define proj_create_crs_to_crs (skt_late_proj()->proj_create_crs_to_crs)
#define proj_create_crs_to_crs_from_pj (skt_late_proj()->proj_create_crs_to_crs_from_pj)
#define proj_crs_get_coordoperation (skt_late_proj()->proj_crs_get_coordoperation)
#define proj_crs_get_sub_crs (skt_late_proj()->proj_crs_get_sub_crs)
#define proj_destroy (skt_late_proj()->proj_destroy)
#define proj_get_id_auth_name (skt_late_proj()->proj_get_id_auth_name)
#define proj_get_id_code (skt_late_proj()->proj_get_id_code)
#define proj_get_name (skt_late_proj()->proj_get_name)
#define proj_get_prime_meridian (skt_late_proj()->proj_get_prime_meridian)
#define proj_get_source_crs (skt_late_proj()->proj_get_source_crs)
#define proj_get_type (skt_late_proj()->proj_get_type)
#define proj_is_equivalent_to_with_ctx (skt_late_proj()->proj_is_equivalent_to_with_ctx)
#define proj_log_func (skt_late_proj()->proj_log_func)
#define proj_normalize_for_visualization (skt_late_proj()->proj_normalize_for_visualization)
#define proj_prime_meridian_get_parameters (skt_late_proj()->proj_prime_meridian_get_parameters)
#define proj_trans (skt_late_proj()->proj_trans)

#endif
