using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Samples;

/// <summary>
/// A synthetic fleet of engines that wear out, for trying regression of whole series without a download: a row a flight, five sensors that
/// depend on load and wear, and the remaining useful life (in flights) at the end of each series. Engines under more load wear faster; wear
/// shows in another sensor from engine to engine, and is masked by the load. The same seed gives the same numbers everywhere: only sums,
/// products and quotients are used.
/// </summary>
public static class RemainingLifeSample
{
    /// <summary>Name of the column with an engine's id.</summary>
    public const string IdColumn = "engine";

    /// <summary>Name of the column with the days of flights.</summary>
    public const string TimeColumn = "day";

    /// <summary>
    /// Name of the column with the target: the remaining useful life in flights at the end of the series, the same in all of its rows.
    /// </summary>
    public const string TargetColumn = "rul";

    /// <summary>Engines when no other number is asked for.</summary>
    public const int Engines = 600;

    private static readonly string[] _sensors = ["speed", "temperature", "pressure", "vibration", "fuel_flow"];

    /// <summary>Names of the five sensors, each a column: rpm, °C, bar, mm/s, kg/h.</summary>
    public static IReadOnlyList<string> SensorNames => _sensors;

    /// <summary>Makes the fleet: a series an engine, a row a flight, with the sensors and the target as columns.</summary>
    /// <param name="engines">How many engines.</param>
    /// <param name="seed">Seed of everything.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no engines.</exception>
    public static SeriesSet Create(int engines = Engines, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(engines, 1);
        return new SeriesSet([.. Enumerable.Range(0, engines).Select(number => Engine(number, seed))]);
    }

    /// <summary>Writes the fleet as CSV, with the header <c>engine,day,speed,temperature,pressure,vibration,fuel_flow,rul</c>.</summary>
    /// <param name="writer">Where to write it.</param>
    /// <param name="engines">How many engines.</param>
    /// <param name="seed">Seed of everything.</param>
    public static void WriteCsv(TextWriter writer, int engines = Engines, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write($"{IdColumn},{TimeColumn},{string.Join(',', _sensors)},{TargetColumn}\n");
        foreach (SeriesItem engine in Create(engines, seed).Items)
        {
            for (int row = 0; row < engine.Frame.RowCount; row++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{engine.Id},{engine.Frame.Time[row]:yyyy-MM-dd}"));
                foreach (string column in engine.Frame.ColumnNames)
                {
                    writer.Write(string.Create(CultureInfo.InvariantCulture, $",{engine.Frame.Column(column)[row]:0.##}"));
                }

                writer.Write('\n');
            }
        }
    }

    private static SeriesItem Engine(int number, ulong seed)
    {
        // A stream an engine: the first hundred of a larger fleet are those of a smaller one.
        RandomStream random = new(seed, (ulong)number + 1);
        double usual = 0.65 + (0.35 * random.NextDouble()), seen = 0.25 + (0.7 * random.NextDouble()), hot = random.NextDouble();
        double strength = 1 + (0.05 * IrwinHall.Next(random));
        DateTime first = new DateTime(2024, 1, 1).AddDays(random.NextInt32(366));
        List<double[]> rows = [];
        double load = usual, wear = 0;
        int flights = 0;
        while (wear < 1)
        {
            // An engine wears by the third power of its load, and is worn out at wear 1; what comes after the series' end is not seen.
            load = Math.Clamp(usual + (0.6 * (load - usual)) + (0.05 * IrwinHall.Next(random)), 0.4, 1.15);
            wear += 0.014 * load * load * load * strength;
            flights++;
            if (wear < seen)
            {
                rows.Add(
                [
                    Round(8000 + (2500 * load) + (30 * IrwinHall.Next(random)), 0),
                    Round(480 + (200 * load) + (70 * wear * (0.5 + hot) * load) + (3 * IrwinHall.Next(random)), 1),
                    Round((30 * load * (1 - (0.2 * wear * (1.5 - hot)))) + (0.3 * IrwinHall.Next(random)), 2),
                    Round(0.8 + (0.5 * load * load) + (2 * wear * wear * wear) + (0.1 * IrwinHall.Next(random)), 2),
                    Round((900 * load) + (80 * wear * load) + (8 * IrwinHall.Next(random)), 0),
                ]);
            }
        }

        double[][] columns = [
            .. Enumerable.Range(0, _sensors.Length).Select(sensor => rows.Select(row => row[sensor]).ToArray()),
            [.. rows.Select(_ => (double)(flights - rows.Count))]];
        Frame frame = new(new TimeIndex([.. rows.Select((_, flight) => first.AddDays(flight))]), [.. _sensors, TargetColumn], columns);
        return new SeriesItem(string.Create(CultureInfo.InvariantCulture, $"E{number + 1:0000}"), frame);
    }

    private static double Round(double value, int digits) => Math.Round(value, digits, MidpointRounding.AwayFromZero);
}
