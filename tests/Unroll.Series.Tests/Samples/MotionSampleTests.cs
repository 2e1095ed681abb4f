using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Samples;

namespace Unroll.Series.Tests.Samples;

public class MotionSampleTests
{
    [Fact]
    public void The_file_is_the_same_everywhere()
    {
        using StringWriter writer = new();
        MotionSample.WriteCsv(writer, motions: 60);
        Assert.StartsWith("motion,step,x,y,z,kind\nM0001,1,", writer.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "c168d9789b4d38533bb58d148caf89c070904d110fbe6e4fa95d7a570cbc83c2",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(writer.ToString()))));
    }

    [Fact]
    public void The_file_holds_what_the_set_holds()
    {
        SeriesSet few = MotionSample.Create(motions: 7, seed: 3);
        using StringWriter writer = new();
        MotionSample.WriteCsv(writer, motions: 7, seed: 3);
        string[][] rows = [.. writer.ToString().TrimEnd().Split('\n').Skip(1).Select(line => line.Split(','))];
        Assert.Equal(70, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            SeriesItem motion = few[i / MotionSample.Steps];
            int step = i % MotionSample.Steps;
            Assert.Equal(FormattableString.Invariant($"{motion.Id},{step + 1}"), string.Join(',', rows[i].Take(2)));
            Assert.Equal(
                [.. MotionSample.ChannelNames.Select(name => motion.Frame.Column(name)[step])],
                rows[i][2..5].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)));
            Assert.Equal(few.ClassNames[motion.Class!.Value], rows[i][5]);
        }
    }

    [Fact]
    public void There_are_as_many_of_each_class_and_the_first_of_many_are_those_of_few()
    {
        SeriesSet many = MotionSample.Create(motions: 600), few = MotionSample.Create(motions: 12);
        Assert.All(many.Items.CountBy(item => item.Class!.Value), count => Assert.Equal(100, count.Value));
        Assert.Equal(many[11].Frame.Column("z").ToArray(), few[11].Frame.Column("z").ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => MotionSample.Create(motions: 0));
    }

    [Theory]
    [InlineData("lift", "lower")]
    [InlineData("turn-left", "turn-right")]
    public void Classes_that_differ_in_their_order_have_the_same_averages(string motion, string other)
    {
        SeriesSet set = MotionSample.Create();
        foreach (string channel in MotionSample.ChannelNames)
        {
            Assert.Equal(Level(set, motion, channel), Level(set, other, channel), 0.05);
        }
    }

    private static double Level(SeriesSet set, string kind, string channel) => set.Items
        .Where(item => set.ClassNames[item.Class!.Value] == kind).Average(item => item.Frame.Column(channel).ToArray().Average());
}
