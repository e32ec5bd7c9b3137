/**
 * The link: a TCP proxy between connector and target that understands the target's protocol.
 *
 * <p>There is one {@link dev.sinkproof.link.Link} per Connect worker, so whatever happens on it is that worker's doing. Bytes of
 * each direction go through a {@link dev.sinkproof.link.LinkStage} that knows the protocol, and which stops at the fault
 * points {@code target.connect}, {@code target.request} and {@code target.ack} until a
 * {@link dev.sinkproof.fault.PassingGate} lets go.
 */
package dev.sinkproof.link;
