/** Subject files: the connector's own configuration with {@code sinkproof.*} keys, and what the environment fills in. */
package dev.sinkproof.subject;
