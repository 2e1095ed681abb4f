using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Samples;

/// <summary>
/// Synthetic motions of a hand-held device, for trying classification of several classes without a download: six classes, told by ten
/// steps of three accelerations. Some classes differ in the order of their steps alone (lift and lower, turns to the left and to the
/// right), so that averages over time do not tell them. Motions begin earlier or later, are stronger or weaker, and devices lie askew;
/// measurements are noisy. The same seed gives the same numbers everywhere: only sums, products, quotients and square roots are used.
/// </summary>
public static class MotionSample
{
    /// <summary>Name of the column with a motion's id.</summary>
    public const string IdColumn = "motion";

    /// <summary>Name of the column with the number of the step, from 1.</summary>
    public const string StepColumn = "step";

    /// <summary>Name of the column with the class, <see cref="ClassNames"/>.</summary>
    public const string ClassColumn = "kind";

    /// <summary>Steps of each motion.</summary>
    public const int Steps = 10;

    /// <summary>Motions when no other number is asked for, as many of each class.</summary>
    public const int Motions = 3000;

    private const double Noise = 0.3;
    private const double Askew = 0.25;

    // A turn of 36 degrees a step: its cosine and sine.
    private const double TurnCosine = 0.80901699437494745;
    private const double TurnSine = 0.58778525229247314;

    private static readonly string[] _channels = ["x", "y", "z"];
    private static readonly string[] _classes = ["rest", "lift", "lower", "shake", "turn-left", "turn-right"];

    /// <summary>Names of the three accelerations, each a column.</summary>
    public static IReadOnlyList<string> ChannelNames => _channels;

    /// <summary>Names of the six classes.</summary>
    public static IReadOnlyList<string> ClassNames => _classes;

    /// <summary>Makes the motions: a series each, of ten rows and three columns, with its class.</summary>
    /// <param name="motions">How many motions.</param>
    /// <param name="seed">Seed of everything.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no motions.</exception>
    public static SeriesSet Create(int motions = Motions, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(motions, 1);
        return new SeriesSet([.. Enumerable.Range(0, motions).Select(number => Motion(number, seed))], classNames: _classes);
    }

    /// <summary>Writes the motions as CSV, with the header <c>motion,step,x,y,z,kind</c>.</summary>
    /// <param name="writer">Where to write it.</param>
    /// <param name="motions">How many motions.</param>
    /// <param name="seed">Seed of everything.</param>
    public static void WriteCsv(TextWriter writer, int motions = Motions, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write($"{IdColumn},{StepColumn},{string.Join(',', _channels)},{ClassColumn}\n");
        foreach (SeriesItem motion in Create(motions, seed).Items)
        {
            for (int step = 0; step < Steps; step++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{motion.Id},{step + 1}"));
                foreach (string channel in _channels)
                {
                    writer.Write(string.Create(CultureInfo.InvariantCulture, $",{motion.Frame.Column(channel)[step]:0.00}"));
                }

                writer.Write($",{_classes[motion.Class ?? 0]}\n");
            }
        }
    }

    private static SeriesItem Motion(int number, ulong seed)
    {
        // A stream a motion: the first of a larger set are those of a smaller one.
        RandomStream random = new(seed, (ulong)number + 1);
        int kind = number % _classes.Length;
        double strength = 0.75 + (0.5 * random.NextDouble());
        double start = 3 * random.NextDouble();
        double[] askew = [.. _channels.Select(_ => Askew * IrwinHall.Next(random))];
        (double cosine, double sine) = Direction(random);
        double[][] values = [.. _channels.Select(_ => new double[Steps])];
        for (int step = 0; step < Steps; step++)
        {
            double[] pure = Pure(kind, step, start, cosine, sine);
            for (int channel = 0; channel < pure.Length; channel++)
            {
                double value = (strength * pure[channel]) + askew[channel] + (Noise * IrwinHall.Next(random));
                values[channel][step] = Math.Round(value, 2, MidpointRounding.AwayFromZero);
            }

            (cosine, sine) = ((cosine * TurnCosine) - (sine * TurnSine), (cosine * TurnSine) + (sine * TurnCosine));
        }

        return new SeriesItem(
            string.Create(CultureInfo.InvariantCulture, $"M{number + 1:0000}"), new Frame(TimeIndex.Numbered(Steps), _channels, values))
        {
            Class = kind,
        };
    }

    /// <summary>The accelerations of a step, without strength, posture and noise.</summary>
    private static double[] Pure(int kind, int step, double start, double cosine, double sine) => _classes[kind] switch
    {
        // Upwards is speeding up, then braking.
        "lift" => [0, 0, Pulse(step - start) - Pulse(step - start - 3.5)],
        "lower" => [0, 0, Pulse(step - start - 3.5) - Pulse(step - start)],
        "shake" => [1.2 * cosine * (step % 2 == 0 ? 1 : -1), 0, 0.3 * sine],
        "turn-left" => [cosine, sine, 0],
        "turn-right" => [cosine, -sine, 0],
        _ => [0, 0, 0],
    };

    /// <summary>A pulse of three steps: a parabola.</summary>
    private static double Pulse(double at) => at is > 0 and < 3.5 ? 1.3 * at * (3.5 - at) / 3.0625 : 0;

    /// <summary>A direction at random: a point of the square that lies in the disc, brought to its rim.</summary>
    private static (double Cosine, double Sine) Direction(RandomStream random)
    {
        double x, y, square;
        do
        {
            (x, y) = ((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
            square = (x * x) + (y * y);
        }
        while (square is < 0.01 or > 1);
        double length = Math.Sqrt(square);
        return (x / length, y / length);
    }
}
