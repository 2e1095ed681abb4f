using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Samples;

/// <summary>
/// Synthetic electrocardiograms, for trying the labelling of each sample without a download: records of four seconds at 250 samples a
/// second. A normal beat has a P wave, a QRS complex and a T wave, each labelled by its name; in some records some beats are ventricular:
/// early, with no P wave, a wide complex and a T wave of the other sign, all labelled <c>abnormal</c>, and a pause behind them. Hearts
/// beat at rates and with amplitudes and widths of their own, waves come a little earlier or later, the baseline wanders and there is
/// noise. The same seed gives the same numbers everywhere: only sums, products, quotients and square roots are used.
/// </summary>
public static class HeartbeatSample
{
    /// <summary>Name of the column with a record's id.</summary>
    public const string IdColumn = "record";

    /// <summary>Name of the column with the number of the sample, from 1.</summary>
    public const string StepColumn = "sample";

    /// <summary>Name of the column with the voltage in mV.</summary>
    public const string ChannelName = "voltage";

    /// <summary>Name of the column with the label of each sample, <see cref="LabelNames"/>.</summary>
    public const string LabelColumn = "wave";

    /// <summary>Samples of each record.</summary>
    public const int Steps = 1000;

    /// <summary>Records when no other number is asked for.</summary>
    public const int Records = 300;

    private const double SamplesPerSecond = 250;
    private const int Rest = 4, Abnormal = 0;

    private static readonly string[] _labels = ["abnormal", "p", "qrs", "t", "rest"];

    /// <summary>
    /// The labels: <c>p</c>, <c>qrs</c> and <c>t</c> of a normal beat, <c>abnormal</c> for a ventricular one, and <c>rest</c>.
    /// </summary>
    public static IReadOnlyList<string> LabelNames => _labels;

    /// <summary>Makes the records: a series each, of the voltage and the label of each sample.</summary>
    /// <param name="records">How many records.</param>
    /// <param name="seed">Seed of everything.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no records.</exception>
    public static SeriesSet Create(int records = Records, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(records, 1);
        return new SeriesSet([.. Enumerable.Range(0, records).Select(number => Record(number, seed))]);
    }

    /// <summary>Writes the records as CSV, with the header <c>record,sample,voltage,wave</c>.</summary>
    /// <param name="writer">Where to write it.</param>
    /// <param name="records">How many records.</param>
    /// <param name="seed">Seed of everything.</param>
    public static void WriteCsv(TextWriter writer, int records = Records, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write($"{IdColumn},{StepColumn},{ChannelName},{LabelColumn}\n");
        foreach (SeriesItem record in Create(records, seed).Items)
        {
            ReadOnlySpan<double> voltage = record.Frame.Column(ChannelName), labels = record.Frame.Column(LabelColumn);
            for (int step = 0; step < Steps; step++)
            {
                writer.Write(string.Create(
                    CultureInfo.InvariantCulture, $"{record.Id},{step + 1},{voltage[step]:0.000},{_labels[(int)labels[step]]}\n"));
            }
        }
    }

    private static SeriesItem Record(int number, ulong seed)
    {
        // A stream a record: the first of a larger set are those of a smaller one.
        RandomStream random = new(seed, (ulong)number + 1);
        double[] voltage = new double[Steps], labels = [.. Enumerable.Repeat((double)Rest, Steps)];
        Heart heart = new(random);
        double at = -heart.Interval * random.NextDouble();
        while (at < (Steps / SamplesPerSecond) + 1)
        {
            bool isAbnormal = random.NextDouble() < heart.AbnormalShare;
            at -= isAbnormal ? heart.Interval * (0.25 + (0.1 * random.NextDouble())) : 0;
            heart.Beat(at, isAbnormal, random, voltage, labels);
            at += heart.Interval * (isAbnormal ? 1.3 : 1) * (1 + (0.05 * IrwinHall.Next(random)));
        }

        Wander(random, voltage);
        double noise = 0.01 + (0.02 * random.NextDouble());
        for (int step = 0; step < Steps; step++)
        {
            voltage[step] = Math.Round(voltage[step] + (noise * IrwinHall.Next(random)), 3, MidpointRounding.AwayFromZero);
        }

        Frame frame = new Frame(TimeIndex.Numbered(Steps), [ChannelName, LabelColumn], [voltage, labels])
            .WithCategories(LabelColumn, _labels);
        return new SeriesItem(string.Create(CultureInfo.InvariantCulture, $"H{number + 1:000}"), frame);
    }

    /// <summary>Adds a slow oscillation of the baseline, as by breathing.</summary>
    private static void Wander(RandomStream random, double[] voltage)
    {
        // A turn of a small angle a sample, by the tangent of its half.
        double tangent = 0.002 + (0.003 * random.NextDouble()), height = 0.05 + (0.15 * random.NextDouble());
        double cosine = (1 - (tangent * tangent)) / (1 + (tangent * tangent)), sine = 2 * tangent / (1 + (tangent * tangent));
        (double x, double y) = (height, 0);
        for (int turns = (int)(1500 * random.NextDouble()); turns > 0; turns--)
        {
            (x, y) = ((x * cosine) - (y * sine), (x * sine) + (y * cosine));
        }

        for (int step = 0; step < voltage.Length; step++)
        {
            voltage[step] += x;
            (x, y) = ((x * cosine) - (y * sine), (x * sine) + (y * cosine));
        }
    }

    /// <summary>The rate, the amplitudes and the widths of a heart.</summary>
    private sealed class Heart
    {
        private readonly double _p;
        private readonly double _r;
        private readonly double _s;
        private readonly double _t;
        private readonly double _width;

        public Heart(RandomStream random)
        {
            Interval = 60 / (55 + (45 * random.NextDouble()));
            AbnormalShare = random.NextDouble() < 0.6 ? 0.1 + (0.25 * random.NextDouble()) : 0;
            (_p, _r) = (0.12 + (0.1 * random.NextDouble()), 0.8 + (0.7 * random.NextDouble()));
            (_s, _t) = (0.15 + (0.25 * random.NextDouble()), 0.2 + (0.25 * random.NextDouble()));
            _width = 0.9 + (0.2 * random.NextDouble());
        }

        /// <summary>Seconds from beat to beat.</summary>
        public double Interval { get; }

        /// <summary>Share of the beats that are ventricular.</summary>
        public double AbnormalShare { get; }

        /// <summary>Adds a beat.</summary>
        /// <param name="at">When its main wave is highest, in seconds.</param>
        /// <param name="isAbnormal">Whether it is ventricular.</param>
        /// <param name="random">For how its waves lie.</param>
        /// <param name="voltage">The record.</param>
        /// <param name="labels">Its labels.</param>
        public void Beat(double at, bool isAbnormal, RandomStream random, double[] voltage, double[] labels)
        {
            double early = 0.01 * random.NextDouble(), late = 0.02 * random.NextDouble();
            if (isAbnormal)
            {
                Wave(voltage, at, 0.09 * _width, 1.2 * _r);
                Wave(voltage, at + 0.2 + late, 0.12 * _width, -1.5 * _t);
                Label(labels, at - (0.09 * _width), at + 0.2 + late + (0.1 * _width), Abnormal);
                return;
            }

            double p = at - 0.16 - early, t = at + 0.27 + late;
            Wave(voltage, p, 0.06 * _width, _p);
            Wave(voltage, at - 0.03, 0.02 * _width, -0.3 * _s);
            Wave(voltage, at, 0.03 * _width, _r);
            Wave(voltage, at + 0.035, 0.025 * _width, -_s);
            Wave(voltage, t, 0.1 * _width, _t);
            Label(labels, p - (0.05 * _width), p + (0.05 * _width), 1);
            Label(labels, at - 0.03 - (0.015 * _width), at + 0.035 + (0.02 * _width), 2);
            Label(labels, t - (0.085 * _width), t + (0.085 * _width), 3);
        }

        /// <summary>Adds a wave of half a width and a height: (1 − u²)², which ends smoothly.</summary>
        private static void Wave(double[] voltage, double centre, double half, double height)
        {
            (int first, int last) = Range(centre - half, centre + half);
            for (int step = first; step <= last; step++)
            {
                double u = ((step / SamplesPerSecond) - centre) / half, shape = 1 - (u * u);
                voltage[step] += height * shape * shape;
            }
        }

        private static void Label(double[] labels, double from, double to, int label)
        {
            (int first, int last) = Range(from, to);
            for (int step = first; step <= last; step++)
            {
                labels[step] = label;
            }
        }

        /// <summary>The samples between two times, as far as the record goes.</summary>
        private static (int First, int Last) Range(double from, double to) =>
            (Math.Max(0, (int)Math.Ceiling(from * SamplesPerSecond)), Math.Min(Steps - 1, (int)Math.Floor(to * SamplesPerSecond)));
    }
}
