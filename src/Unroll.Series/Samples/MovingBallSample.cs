using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Samples;

/// <summary>
/// Synthetic films of a moving ball, for trying the labelling of frames as they come: clips of eight by eight pixels, where a ball moves
/// left, right, up or down and turns now and then, always before it would leave the picture. The label of a frame is the direction in
/// which the ball moved since the frame before, which no single frame tells; the first has none. Pixels are noisy, the ball lies between
/// them. The same seed gives the same numbers everywhere: only sums and products are used.
/// </summary>
public static class MovingBallSample
{
    /// <summary>Name of the column with a clip's id.</summary>
    public const string IdColumn = "clip";

    /// <summary>Name of the column with the number of the frame, from 1.</summary>
    public const string StepColumn = "frame";

    /// <summary>Name of the column with the label of each frame, <see cref="LabelNames"/>.</summary>
    public const string LabelColumn = "direction";

    /// <summary>Pixels of each side of the picture.</summary>
    public const int Side = 8;

    /// <summary>Frames of each clip.</summary>
    public const int Steps = 20;

    /// <summary>Clips when no other number is asked for.</summary>
    public const int Clips = 2000;

    private const double Noise = 0.05;
    private const double Turning = 0.15;

    private static readonly string[] _labels = ["down", "left", "right", "up"];
    private static readonly (int X, int Y)[] _moves = [(0, 1), (-1, 0), (1, 0), (0, -1)];

    private static readonly string[] _pixels =
        [.. Enumerable.Range(0, Side * Side).Select(pixel => FormattableString.Invariant($"r{(pixel / Side) + 1}c{(pixel % Side) + 1}"))];

    /// <summary>The labels: the four directions.</summary>
    public static IReadOnlyList<string> LabelNames => _labels;

    /// <summary>Names of the pixels, row by row: <c>r1c1</c>, <c>r1c2</c> and so on.</summary>
    public static IReadOnlyList<string> PixelNames => _pixels;

    /// <summary>Makes the clips: a series each, of the pixels and the label of each frame.</summary>
    /// <param name="clips">How many clips.</param>
    /// <param name="seed">Seed of everything.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no clips.</exception>
    public static SeriesSet Create(int clips = Clips, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clips, 1);
        return new SeriesSet([.. Enumerable.Range(0, clips).Select(number => Clip(number, seed))]);
    }

    /// <summary>Writes the clips as CSV, with the header <c>clip,frame,r1c1,…,r8c8,direction</c>.</summary>
    /// <param name="writer">Where to write it.</param>
    /// <param name="clips">How many clips.</param>
    /// <param name="seed">Seed of everything.</param>
    public static void WriteCsv(TextWriter writer, int clips = Clips, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write($"{IdColumn},{StepColumn},{string.Join(',', _pixels)},{LabelColumn}\n");
        foreach (SeriesItem clip in Create(clips, seed).Items)
        {
            for (int step = 0; step < Steps; step++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{clip.Id},{step + 1}"));
                foreach (string pixel in _pixels)
                {
                    writer.Write(string.Create(CultureInfo.InvariantCulture, $",{clip.Frame.Column(pixel)[step]:0.00}"));
                }

                double label = clip.Frame.Column(LabelColumn)[step];
                writer.Write(double.IsNaN(label) ? ",\n" : $",{_labels[(int)label]}\n");
            }
        }
    }

    private static SeriesItem Clip(int number, ulong seed)
    {
        // A stream a clip: the first of a larger set are those of a smaller one.
        RandomStream random = new(seed, (ulong)number + 1);
        double x = (Side - 1) * random.NextDouble(), y = (Side - 1) * random.NextDouble();
        int direction = random.NextInt32(_moves.Length);
        double[][] columns = [.. _pixels.Select(_ => new double[Steps]), new double[Steps]];
        for (int step = 0; step < Steps; step++)
        {
            if (step > 0)
            {
                direction = random.NextDouble() < Turning ? random.NextInt32(_moves.Length) : direction;
                while (!IsInside(x + _moves[direction].X, y + _moves[direction].Y))
                {
                    direction = random.NextInt32(_moves.Length);
                }

                (x, y) = (x + _moves[direction].X, y + _moves[direction].Y);
            }

            columns[^1][step] = step == 0 ? double.NaN : direction;
            for (int pixel = 0; pixel < Side * Side; pixel++)
            {
                double light = Nearness(x - (pixel % Side)) * Nearness(y - (pixel / Side));
                columns[pixel][step] = Math.Round(light + (Noise * IrwinHall.Next(random)), 2, MidpointRounding.AwayFromZero);
            }
        }

        Frame frame = new Frame(TimeIndex.Numbered(Steps), [.. _pixels, LabelColumn], columns).WithCategories(LabelColumn, _labels);
        return new SeriesItem(string.Create(CultureInfo.InvariantCulture, $"B{number + 1:0000}"), frame);
    }

    private static bool IsInside(double x, double y) => x is >= 0 and <= Side - 1 && y is >= 0 and <= Side - 1;

    /// <summary>The share of the ball's light that falls on a pixel at a distance, in one direction.</summary>
    private static double Nearness(double distance) => Math.Max(0, 1 - Math.Abs(distance));
}
