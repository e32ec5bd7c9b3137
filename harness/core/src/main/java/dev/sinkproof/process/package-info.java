/** Child processes that never outlive the harness, and folders that go with it. */
package dev.sinkproof.process;
