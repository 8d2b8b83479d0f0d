package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.manifest.Manifest;

/** A repository over the network together with one who wants to know which catalogs are used. */
record WatchedRepository(RemoteRepository source, RepositoryOpener.CatalogWatch watch)
    implements RepositorySource {

  @Override
  public String uri() {
    return source.uri();
  }

  @Override
  public List<String> publishers() throws IOException {
    return source.publishers();
  }

  @Override
  public Catalog catalog(String publisher) throws IOException {
    Catalog catalog = source.catalog(publisher);
    watch.used(uri(), publisher, source.pointer(publisher));
    return catalog;
  }

  @Override
  public String state(String publisher) throws IOException {
    return source.state(publisher);
  }

  @Override
  public Manifest manifest(CatalogEntry entry) throws IOException {
    return source.manifest(entry);
  }

  @Override
  public void prefetch(Collection<CatalogEntry> entries) throws IOException {
    source.prefetch(entries);
  }

  @Override
  public InputStream payload(String publisher, String hash, int attempt) throws IOException {
    return source.payload(publisher, hash, attempt);
  }

  @Override
  public int attempts() {
    return source.attempts();
  }

  @Override
  public int connections() {
    return source.connections();
  }
}
