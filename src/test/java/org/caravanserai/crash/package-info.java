/**
 * Purpose: kills hubs at random and at named moments, cuts their lines, and lets a checker find what went wrong from what was written down.
 * May import: everything; the checker reads files only and shares nothing with the hub.
 * Face: {@link org.caravanserai.crash.Checker}, {@link org.caravanserai.crash.FaultProxy}, {@link org.caravanserai.crash.Variant}.
 */
package org.caravanserai.crash;
