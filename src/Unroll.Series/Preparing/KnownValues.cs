using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The values of a column that are not missing, of all series, one after the other.</summary>
internal static class KnownValues
{
    public static float[] Of(IReadOnlyList<SeriesCase> cases, string column)
    {
        int count = 0;
        foreach (SeriesCase one in cases)
        {
            foreach (float value in one.Frame.Column(column))
            {
                count += float.IsNaN(value) ? 0 : 1;
            }
        }

        float[] known = new float[count];
        int next = 0;
        foreach (SeriesCase one in cases)
        {
            foreach (float value in one.Frame.Column(column))
            {
                if (!float.IsNaN(value))
                {
                    known[next++] = value;
                }
            }
        }

        return known;
    }

    /// <summary>Their mean; null where there are none.</summary>
    public static double? Mean(IReadOnlyList<SeriesCase> cases, string column)
    {
        double sum = 0;
        long count = 0;
        foreach (SeriesCase one in cases)
        {
            foreach (float value in one.Frame.Column(column))
            {
                if (!float.IsNaN(value))
                {
                    sum += value;
                    count++;
                }
            }
        }

        return count > 0 ? sum / count : null;
    }
}
