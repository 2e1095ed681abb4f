using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.ChangePoints;

/// <summary>The curve of a model of segments: their means, medians or lines at each point.</summary>
internal static class SegmentCurves
{
    /// <summary>The curve of a dimension.</summary>
    /// <param name="values">Its values.</param>
    /// <param name="segmentation">The segments.</param>
    /// <param name="kind">The cost, which tells the model.</param>
    public static double[] Of(double[] values, Segmentation segmentation, CostKind kind)
    {
        double[] curve = new double[values.Length];
        Moments moments = new(values, hasTime: kind == CostKind.Slope);
        foreach (Segment segment in segmentation.Segments(values.Length))
        {
            (int start, int end) = (segment.Start, segment.End);
            SegmentLine line = kind switch
            {
                CostKind.Slope => moments.Line(start, end),
                CostKind.AbsoluteError => new SegmentLine(values[start..end].Median(), 0, 0),
                _ => new SegmentLine((moments.Sum(start, end) / segment.Length) + moments.Centre, 0, 0),
            };
            for (int i = start; i < end; i++)
            {
                curve[i] = line.First + (line.Slope * (i - start));
            }
        }

        return curve;
    }
}
