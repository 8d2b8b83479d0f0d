def project = new File(basedir, 'project/test-image')
assert new File(project, '.gitignore').text == 'target/\n'
assert new File(project, '.mvn/jvm.config').text == '-XX:+UseParallelGC -XX:MaxInlineLevel=3 -XX:MaxInlineSize=20 -XX:FreqInlineSize=50 -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages\n'
assert new File(project, 'pom.xml').text.contains('<helios.machine>qemu</helios.machine>')
assert new File(project, 'README.md').text.contains('helios-qemu-ttya-base.raw')
def image = new File(project, 'target/helios/output/helios-qemu-ttya-base.raw')
assert image.isFile()
assert image.length() > 64 * 1024 * 1024
