/**
 * Purpose: the command line, one class per command with the command's name; offline commands need neither Spring nor the data folder.
 * May import: flows, pillars and base; nobody imports it but the main method.
 * Face: {@link org.caravanserai.cli.Commands}.
 */
package org.caravanserai.cli;
