/**
 * Purpose: looks at what partners hold: lists read whole or not at all, sorted runs on disk, what was found.
 * May import: pillars and base.
 * Face: {@link org.caravanserai.delivery.survey.Listing}, {@link org.caravanserai.delivery.survey.Survey}.
 */
package org.caravanserai.delivery.survey;
