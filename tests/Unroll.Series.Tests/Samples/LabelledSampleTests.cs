using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Samples;

namespace Unroll.Series.Tests.Samples;

/// <summary>The generated series whose rows are labelled one by one.</summary>
public class LabelledSampleTests
{
    [Theory]
    [InlineData("heartbeats", "record,sample,voltage,wave\nH001,1,", "ddd51db573eb1c6fd22d39200b86e571558e70cf9780dcf1ba0ab615b889a58b")]
    [InlineData("moving ball", "clip,frame,r1c1,r1c2,", "495f0bfbcf78e7e070d28c4439545e80c1fb5078659ea28d8d38d6a1ff1c828e")]
    public void The_file_is_the_same_everywhere(string sample, string start, string hash)
    {
        string text = Text(sample, count: 4, seed: 1);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void The_file_of_heartbeats_holds_what_the_set_holds()
    {
        SeriesSet few = HeartbeatSample.Create(records: 2, seed: 3);
        string[][] rows = [.. Text("heartbeats", 2, 3).TrimEnd().Split('\n').Skip(1).Select(line => line.Split(','))];
        Assert.Equal(2 * HeartbeatSample.Steps, rows.Length);
        Assert.Equal(
            few.Items.SelectMany(item => item.Frame.Column("voltage").ToArray()),
            rows.Select(row => double.Parse(row[2], CultureInfo.InvariantCulture)));
        Assert.Equal(
            few.Items.SelectMany(item => item.Frame.Column("wave").ToArray().Select(code => HeartbeatSample.LabelNames[(int)code])),
            rows.Select(row => row[3]));
        Assert.Equal(
            HeartbeatSample.Create(records: 5, seed: 3)[1].Frame.Column("voltage").ToArray(), few[1].Frame.Column("voltage").ToArray());
    }

    [Fact]
    public void Beats_follow_each_other_as_hearts_beat_and_the_complex_is_their_highest_part()
    {
        SeriesSet records = HeartbeatSample.Create(records: 60);
        int[] waves = [.. HeartbeatSample.LabelNames.Select((_, label) => records.Items.Sum(item => Starts(item, label)))];
        double minutes = records.Count * HeartbeatSample.Steps / 250.0 / 60;
        Assert.InRange((waves[0] + waves[2]) / minutes, 60, 100);
        Assert.InRange(waves[0] / (double)(waves[0] + waves[2]), 0.05, 0.25);
        Assert.InRange(waves[1] / (double)waves[2], 0.9, 1.1);
        Assert.InRange(waves[3] / (double)waves[2], 0.9, 1.1);
        Assert.True(Level(records, 2) > Level(records, 4) + 0.2);
        Assert.Throws<ArgumentOutOfRangeException>(() => HeartbeatSample.Create(records: 0));

        static int Starts(SeriesItem item, int label)
        {
            double[] labels = item.Frame.Column("wave").ToArray();
            return labels.Index().Count(pair => pair.Item == label && (pair.Index == 0 || labels[pair.Index - 1] != label));
        }

        static double Level(SeriesSet set, int label) => set.Items.SelectMany(item => item.Frame.Column("wave").ToArray()
            .Zip(item.Frame.Column("voltage").ToArray())).Where(pair => pair.First == label).Average(pair => pair.Second);
    }

    [Fact]
    public void The_ball_moves_by_a_pixel_in_the_direction_that_the_frame_is_labelled_with()
    {
        foreach (SeriesItem clip in MovingBallSample.Create(clips: 40).Items)
        {
            double[] labels = clip.Frame.Column("direction").ToArray();
            Assert.True(double.IsNaN(labels[0]));
            for (int step = 1; step < labels.Length; step++)
            {
                ((double x, double y), (double fromX, double fromY)) = (Centre(clip.Frame, step), Centre(clip.Frame, step - 1));
                (double moveX, double moveY) = MovingBallSample.LabelNames[(int)labels[step]] switch
                {
                    "left" => (-1, 0),
                    "right" => (1, 0),
                    "up" => (0, -1),
                    _ => (0, 1),
                };
                Assert.InRange(x - fromX, moveX - 0.7, moveX + 0.7);
                Assert.InRange(y - fromY, moveY - 0.7, moveY + 0.7);
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => MovingBallSample.Create(clips: 0));

        // The centre of the light that is no noise.
        static (double X, double Y) Centre(Frame frame, int step)
        {
            double[] light = [.. MovingBallSample.PixelNames.Select(name => frame.Column(name)[step])
                .Select(value => value > 0.2 ? value : 0)];
            int side = MovingBallSample.Side;
            return (light.Index().Sum(pair => pair.Item * (pair.Index % side)) / light.Sum(),
                light.Index().Sum(pair => pair.Item * (pair.Index / side)) / light.Sum());
        }
    }

    private static string Text(string sample, int count, ulong seed)
    {
        using StringWriter writer = new();
        if (sample == "heartbeats")
        {
            HeartbeatSample.WriteCsv(writer, count, seed);
        }
        else
        {
            MovingBallSample.WriteCsv(writer, count, seed);
        }

        return writer.ToString();
    }
}
