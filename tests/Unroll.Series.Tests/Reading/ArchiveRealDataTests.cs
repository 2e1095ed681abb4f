using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>The published files: what is asserted here was counted from them by other means.</summary>
public sealed class ArchiveRealDataTests
{
    [RealDataFact]
    public void GunPoint()
    {
        SeriesSet training = Check("GunPoint_TRAIN.ts", 1, 150, 150, 7_500, [24, 26], -0.6478854, "2", -1.4308845, "2");
        SeriesSet test = Check("GunPoint_TEST.ts", 1, 150, 150, 22_500, [76, 74], -1.1250133, "1", -1.222043, "1");
        Assert.Equal(["1", "2"], training.ClassNames);
        Assert.Equal(training.ClassNames, test.ClassNames);
    }

    [RealDataFact]
    public void ItalyPowerDemand()
    {
        Check("ItalyPowerDemand_TRAIN.ts", 1, 24, 24, 1_608, [34, 33], -0.71051757, "1", 1.1719652, "2");
        Check("ItalyPowerDemand_TEST.ts", 1, 24, 24, 24_696, [513, 516], 0.47297301, "2", -0.0025421181, "2");
    }

    [RealDataFact]
    public void BasicMotions()
    {
        SeriesSet training = Check(
            "BasicMotions_TRAIN.ts", 6, 100, 100, 4_000, [10, 10, 10, 10], 0.079106, "Standing", 0.428803, "Badminton");
        Check("BasicMotions_TEST.ts", 6, 100, 100, 4_000, [10, 10, 10, 10], -0.740653, "Standing", -1.77647, "Badminton");
        Assert.Equal(["Standing", "Running", "Walking", "Badminton"], training.ClassNames);
        Assert.Equal(0.633883, training[0].Frame.Column("channel-6")[0]);
    }

    [RealDataFact]
    public void JapaneseVowels()
    {
        SeriesSet training = Check(
            "JapaneseVowels_TRAIN.ts", 12, 7, 26, 4_274, [.. Enumerable.Repeat(30, 9)], 1.860936, "1", 0.173642, "9");
        Check("JapaneseVowels_TEST.ts", 12, 7, 29, 5_687, [31, 35, 88, 44, 29, 24, 40, 50, 29], 1.635533, "1", 0.224688, "9");
        Assert.Equal(20, training[0].Frame.RowCount);
        Assert.Equal(0.088728, training[0].Frame.Column("channel-12")[0]);
    }

    [RealDataFact]
    public void The_MNIST_digits()
    {
        string folder = Path.Combine(RealDataFactAttribute.Folder!, "mnist");
        SeriesReaderOptions options = new() { Labels = Path.Combine(folder, "t10k-labels-idx1-ubyte.gz") };
        SeriesSet digits = SeriesReader.Read(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"), options);
        Assert.Equal((10_000, 28, 28, 28), (digits.Count, digits.ColumnNames.Count, digits.ShortestLength, digits.LongestLength));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], digits.ClassNames);
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], CountsOf(digits));
        Assert.Equal(
            [7, 2, 1, 0, 4, 2, 3, 4, 5, 6], digits.Items.Take(5).Concat(digits.Items.TakeLast(5)).Select(item => item.Class!.Value));
        Assert.Single(digits.Items.Select(item => item.Frame.Time).Distinct());
        Assert.Equal([0, 84, 185, 159, 151, 60, 36, 0], RowOf(digits[0], 7)[5..13]);
        Assert.Equal([0, 33, 217, 253, 253, 132, 64, 0], RowOf(digits[9_999], 14)[5..13]);
        Assert.Equal(18_454, SumOf(digits[0]));
        Assert.Equal(41_833, SumOf(digits[9_999]));
        Assert.Equal(264_923_200, digits.Items.Sum(SumOf));
    }

    private static SeriesSet Check(
        string file, int channels, int shortest, int longest, int rows, int[] counts, double first, string firstClass, double last,
        string lastClass)
    {
        SeriesSet set = SeriesReader.Read(Path.Combine(RealDataFactAttribute.Folder!, "ucr", file));
        Assert.Equal(Enumerable.Range(1, channels).Select(number => $"channel-{number}"), set.ColumnNames);
        Assert.Equal((shortest, longest), (set.ShortestLength, set.LongestLength));
        Assert.Equal(rows, set.Items.Sum(item => item.Frame.RowCount));
        Assert.Equal(counts, CountsOf(set));
        Assert.Equal((first, firstClass), (set[0].Frame.Column("channel-1")[0], set.ClassNames[set[0].Class!.Value]));
        SeriesItem end = set[set.Count - 1];
        Assert.Equal((last, lastClass), (end.Frame.Column($"channel-{channels}")[^1], set.ClassNames[end.Class!.Value]));
        Assert.All(set.Items, item => Assert.DoesNotContain(set.ColumnNames, name => item.Frame.Column(name).Contains(double.NaN)));
        return set;
    }

    private static int[] CountsOf(SeriesSet set) => [
        .. Enumerable.Range(0, set.ClassNames.Count).Select(index => set.Items.Count(item => item.Class == index))];

    private static double[] RowOf(SeriesItem item, int row) => [.. item.Frame.ColumnNames.Select(name => item.Frame.Column(name)[row])];

    private static long SumOf(SeriesItem item)
    {
        double sum = 0;
        double[] column = new double[item.Frame.RowCount];
        foreach (string name in item.Frame.ColumnNames)
        {
            item.Frame.CopyColumn(name, 0, column);
            sum += column.Sum();
        }

        return (long)sum;
    }
}
