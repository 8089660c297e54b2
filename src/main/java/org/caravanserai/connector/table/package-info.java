/**
 * Purpose: value tables that partners are asked for, kept in the data folder: fetched on time, replaced whole or not at all.
 * May import: connector, connector.codec, home, parser, canonical.
 * Face: {@link org.caravanserai.connector.table.PartnerTables}.
 */
package org.caravanserai.connector.table;
