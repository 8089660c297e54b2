/**
 * Purpose: settings declared once and used for parsing, validation, error text, JSON Schema and the reference page.
 * May import: canonical, parser.
 * Face: {@link org.caravanserai.home.setting.Shape}, {@link org.caravanserai.home.setting.Setting}, {@link org.caravanserai.home.setting.FileKind}.
 */
package org.caravanserai.home.setting;
