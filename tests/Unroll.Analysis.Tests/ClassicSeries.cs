using System.Globalization;
using System.Text.Json;

namespace Unroll.Analysis.Tests;

/// <summary>Series of the literature, from the folder of real data.</summary>
internal static class ClassicSeries
{
    public static double[] Airline => Column("classic/airline.csv", 1);

    public static double[] Lynx => Column("classic/lynx.csv", 1);

    public static double[] Nile
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(RealDataFactAttribute.File("tcpd/nile.json")));
            return
            [
                .. document.RootElement.GetProperty("series")[0].GetProperty("raw").EnumerateArray().Select(value => value.GetDouble()),
            ];
        }
    }

    /// <summary>The Nile without years 21 to 40 and 61 to 80, as in Durbin and Koopman (2012), 2.7.</summary>
    public static double[] NileWithGaps =>
        [.. Nile.Select((value, year) => year is (>= 20 and < 40) or (>= 60 and < 80) ? double.NaN : value)];

    /// <summary>The first column of numbers of the German energy file: consumption.</summary>
    public static double[] Energy => Column("energy/opsd_germany_daily.csv", 1);

    public static double[] Logarithm(double[] values) => [.. values.Select(value => Math.Log(value))];

    public static double[] Column(string file, int column) =>
    [
        .. File.ReadLines(RealDataFactAttribute.File(file)).Skip(1).Select(line => line.Split(',')[column].Trim('"'))
            .Select(cell => cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture)),
    ];
}
