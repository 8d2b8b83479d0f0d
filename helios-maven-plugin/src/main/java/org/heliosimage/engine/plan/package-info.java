/** What a build would do: its templates expanded, as text and as JSON, with nothing run. */
@NullMarked
package org.heliosimage.engine.plan;

import org.jspecify.annotations.NullMarked;
