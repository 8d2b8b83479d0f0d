/** The template language of image-builder: features, expansion, includes and typed steps. */
@NullMarked
package org.heliosimage.template;

import org.jspecify.annotations.NullMarked;
