package org.heliosimage.iso;

import java.util.ArrayList;
import java.util.List;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;

/** An entry of the tree on its way into the image. */
final class IsoNode {

  final String path;
  final String name;
  final byte[] id;
  final Node node;
  final int link;
  final IsoNode parent;
  final List<IsoNode> children = new ArrayList<>();

  /** Number of names, or of a directory's names counting {@code .} and each {@code ..} below. */
  int links = 1;

  /** Where its data begins, and how much there is. */
  long block;

  long size;

  /** Its place in the path table, from 1. */
  int number;

  /** The root, which is its own parent. */
  IsoNode(Node root) {
    this.path = "/";
    this.name = "";
    this.id = new byte[1];
    this.node = root;
    this.link = 0;
    this.parent = this;
  }

  IsoNode(String path, String name, byte[] id, Node node, int link, IsoNode parent) {
    this.path = path;
    this.name = name;
    this.id = id;
    this.node = node;
    this.link = link;
    this.parent = parent;
  }

  boolean isDirectory() {
    return node instanceof Directory;
  }
}
