/** External systems that subjects write to, and how they are read back. One sub-package for each kind of target. */
package dev.sinkproof.target;
