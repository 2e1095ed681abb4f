using Unroll.Tasks.Learning.Sections;

namespace Unroll.Course;

/// <summary>Whole numbers as the places of points on an axis.</summary>
internal static class Steps
{
    public static double[] Of(int first, int count) => [.. Enumerable.Range(first, count).Select(step => (double)step)];

    public static ChartAxis Axis(string name) => new(name) { IsWhole = true };

    public static string[] Names(int first, int count) => [.. Enumerable.Range(first, count).Select(step => $"{step}")];
}
