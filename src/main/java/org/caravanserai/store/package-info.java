/**
 * Purpose: the database without domain: two dialects, own threads that nobody interrupts, one-writer rule of H2, gapless counters,
 * documents as compressed bytes, migrations {@code db/{common,h2,postgresql}/V1_<area>_<n>__<package>_<what>.sql} with areas store 00,
 * master 10, ingest 11, access 20, ledger 30, order 40, punchout 50, privacy 60, health 70; every statement repeatable ({@code if not exists}).
 * May import: canonical and libraries.
 * Face: {@link org.caravanserai.store.Database}, {@link org.caravanserai.store.Tx}, {@link org.caravanserai.store.RecordTable},
 * {@link org.caravanserai.store.DataFolder}.
 */
package org.caravanserai.store;
