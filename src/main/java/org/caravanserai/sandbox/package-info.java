/**
 * Purpose: partner stand-ins that hold what they are sent against rules of their own, journal every call and fail on demand.
 * May import: home and libraries; never our codecs, mappings or documents, so that both sides cannot share a bug.
 * Face: {@link org.caravanserai.sandbox.Sandbox}, {@link org.caravanserai.sandbox.SandboxServer}, {@link org.caravanserai.sandbox.SandboxServlet}.
 */
package org.caravanserai.sandbox;
