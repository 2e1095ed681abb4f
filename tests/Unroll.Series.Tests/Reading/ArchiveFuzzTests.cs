using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Spoilt files load or are refused in one line, and take no more memory than their size explains.</summary>
public sealed class ArchiveFuzzTests : IDisposable
{
    private const int Files = 10_000;
    private const long MemoryBeside = 100 << 20;

    private static readonly byte[] _idx = IdxFile.Of(0x08, [6, 5, 4], [.. Enumerable.Range(0, 120).Select(i => (byte)(i * 7))]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ts_files() => Check(
        "series.ts",
        seed => Mutation.Of(Encoding.UTF8.GetBytes((seed % 3) switch
        {
            0 => "# gestures\n@problemName Gestures\n@timeStamps false\n@missing true\n@univariate false\n@dimensions 2\n@equalLength "
                + "false\n@classLabel true A B\n@data\n"
                + "1.5,2,-3e2:4,?,6:A\n7:8,9,10:B\n0.25,11,12,13::A\n14,15:16,17:B\n",
            1 => "@timeStamps true\n@classLabel true A B\n@data\n(0,1.5),(1,2),(4,?):(1,7),(3,8):A\n(2,5):(3,6),(8,9):B\n",
            _ => "@univariate true\n@equalLength true\n@seriesLength 3\n@targetLabel true\n@data\n(2017-01-01 00:00:00,1),(2017-01-01 "
                + "01:00:00,2),(2017-01-02,3):0.5\n(2017-01-01,4),(2017-01-03,5),(2018-01-01,6):1\n",
        }), seed));

    [Fact]
    public void Tsf_files() => Check(
        "series.tsf",
        seed => Mutation.Of(
            Encoding.UTF8.GetBytes(
                "# made up\n@relation Shops\n@attribute series_name string\n@attribute start_timestamp date\n@attribute size numeric\n" +
                "@frequency monthly\n@horizon 7\n@missing true\n@equallength false\n@data\n" +
                "T1:1996-03-18 00-00-00:1:1,2.5,?,4,5,6\nT2:1979-12-31 00-00-00:2:4,NaN\nT3:2001-03-20 12-30-00:?:5,7,8\n"),
            seed));

    [Fact]
    public void Idx_files() => Check("digits-idx3-ubyte", seed => Mutation.Of(WithOtherHeader(seed), seed));

    [Fact]
    public void Packed_idx_files() => Check(
        "digits-idx3-ubyte.gz",
        seed => seed % 2 == 0 ? Mutation.Of(IdxFile.Packed(_idx), seed) : IdxFile.Packed(Mutation.Of(WithOtherHeader(seed), seed)));

    /// <summary>Of every third file some bytes of the header are any.</summary>
    private static byte[] WithOtherHeader(int seed)
    {
        byte[] file = [.. _idx];
        Random random = new(seed);
        for (int i = seed % 3 == 0 ? random.Next(1, 4) : 0; i > 0; i--)
        {
            file[random.Next(16)] = (byte)random.Next(256);
        }

        return file;
    }

    private void Check(string name, Func<int, byte[]> spoil)
    {
        string path = Path.Combine(_folder.Path, name);
        int loaded = 0;
        for (int seed = 0; seed < Files; seed++)
        {
            byte[] file = spoil(seed);
            File.WriteAllBytes(path, file);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                SeriesSet set = SeriesReader.Read(path);
                Assert.Equal(set.Count, set.Items.Count(item => item.Frame.Column(set.ColumnNames[^1]).Length == item.Frame.RowCount));
                loaded++;
            }
            catch (InputException exception)
            {
                string message = exception.Message;
                Assert.True(
                    message.Contains(path, StringComparison.Ordinal) && message.AsSpan().IndexOfAny('\r', '\n') < 0
                        && message.Length < 1000, $"seed {seed}: {message}");
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed} is neither loaded nor refused.", exception);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < (2 * file.Length) + MemoryBeside, $"seed {seed}: {allocated} bytes for a file of {file.Length}");
        }

        // Both happen often, or the files are not spoilt in a way that tells anything.
        Assert.InRange(loaded, Files / 100, Files * 99 / 100);
    }
}
