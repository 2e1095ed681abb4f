using System.Globalization;

namespace Unroll.Analysis.Tests;

/// <summary>The second column of a file of the real data sets.</summary>
internal static class RealSeries
{
    public static double[] Airline => Read("classic/airline.csv");

    public static double[] Lynx => Read("classic/lynx.csv");

    public static double[] Taxi => Read("nab/nyc_taxi.csv");

    private static double[] Read(string name) =>
    [
        .. File.ReadLines(RealDataFactAttribute.File(name)).Skip(1).Where(line => line.Length > 0)
            .Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)),
    ];
}
