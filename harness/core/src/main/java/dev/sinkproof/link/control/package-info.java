/**
 * Toxiproxy's HTTP control API, both sides of it: {@link dev.sinkproof.link.control.ToxiproxyServer} lets Toxiproxy's own clients drive our links,
 * {@link dev.sinkproof.link.control.ToxiproxyControl} lets our faults drive a real Toxiproxy.
 */
package dev.sinkproof.link.control;
