using System.Globalization;
using Unroll.Data;
using Unroll.Losses;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>The check of targets against what the losses and metrics of a model take.</summary>
internal sealed class TargetCheck
{
    private const int BlockRows = 256;

    private readonly (TargetRange Range, string Taker)[][] _ranges;
    private readonly string _where;

    /// <summary>Asks the losses and metrics of each output for their ranges.</summary>
    /// <param name="losses">Losses and metrics of each output.</param>
    /// <param name="outputs">Shapes of the outputs.</param>
    /// <param name="where">What the samples are, as <c> of the validation samples</c>; empty for those of training.</param>
    public TargetCheck(IReadOnlyList<OutputLoss> losses, IReadOnlyList<Shape> outputs, string where = "")
    {
        _where = where;
        _ranges =
        [
            .. losses.Select((loss, o) => loss.Metrics
                .Select(metric => (metric.GetTargetRange(outputs[o].Features), $"the metric {metric.Name}"))
                .Prepend((loss.Loss.GetTargetRange(outputs[o].Features), $"the loss {loss.Loss.Name}"))
                .DistinctBy(range => range.Item1)
                .Where(range => range.Item1 != TargetRange.Any)
                .ToArray()),
        ];
    }

    /// <summary>Checks all targets of samples in memory, before anything is learned from the first of them.</summary>
    /// <param name="model">The model, built.</param>
    /// <param name="source">The samples.</param>
    /// <returns>Whether all could be checked; false where they are to be checked when they are first used.</returns>
    /// <exception cref="ArgumentException">A target is out of range, a weight is negative or not finite, or all are 0.</exception>
    public bool TryCheckAll(Model model, SampleSource source)
    {
        if (!source.IsInMemory)
        {
            return false;
        }

        RequireWeights(source);
        Shape[] inputs = source.GetInputShapes();
        bool[] masked = model.Network.InferMasks(
            model.Network.InferShapes(inputs), [.. Enumerable.Range(0, inputs.Length).Select(source.HasLengths)]);
        bool all = true;
        for (int o = 0; o < _ranges.Length; o++)
        {
            if (masked[model.Network.Outputs[o]])
            {
                // What is padding, only the layers know.
                all = false;
            }
            else if (_ranges[o].Length > 0)
            {
                CheckAll(o, source);
            }
        }

        return all;
    }

    /// <summary>Checks the targets of some rows.</summary>
    /// <param name="output">The output that they belong to.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="weights">A weight for each timestep and row, of which 0 allows any target; empty where all are 1.</param>
    /// <param name="source">The samples, and which of them the rows are.</param>
    /// <param name="rows">Indices of the rows' samples.</param>
    /// <param name="firstTimestep">The first timestep of the targets in the whole sequence.</param>
    /// <exception cref="ArgumentException">A target is out of range.</exception>
    public void Check(
        int output, TimeMajorSpan targets, ReadOnlySpan<float> weights, SampleSource source, ReadOnlySpan<int> rows, int firstTimestep = 0)
    {
        RequireWeights(weights, source, rows);
        foreach ((TargetRange range, string taker) in _ranges[output])
        {
            int outside = FirstOutside(range, targets, weights);
            if (outside >= 0)
            {
                int timestep = firstTimestep + (outside / targets.Rows);
                string place = source.GetTargetShape(output).IsSequence
                    ? string.Create(CultureInfo.InvariantCulture, $" at timestep {timestep}") : "";
                string which = source.TargetCount > 1
                    ? string.Create(CultureInfo.InvariantCulture, $"target {output} (from 0)") : "target";
                Throw(range, taker, $"{which} of {source.GetSampleName(rows[outside % targets.Rows])}{_where}", targets, outside, place);
            }
        }
    }

    /// <summary>Checks the targets of the rows of a batch that is no part of a source.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="features">Features of the predictions.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="weights">A weight for each timestep and row, of which 0 allows any target; empty where all are 1.</param>
    /// <exception cref="ArgumentException">A target is out of range.</exception>
    public static void CheckRows(Loss loss, int features, TimeMajorSpan targets, ReadOnlySpan<float> weights)
    {
        TargetRange range = loss.GetTargetRange(features);
        int outside = FirstOutside(range, targets, weights);
        if (outside >= 0)
        {
            string row = string.Create(CultureInfo.InvariantCulture, $"target of row {outside % targets.Rows}");
            string place = targets.Timesteps == 1
                ? "" : string.Create(CultureInfo.InvariantCulture, $" at timestep {outside / targets.Rows}");
            Throw(range, $"the loss {loss.Name}", row, targets, outside, place);
        }
    }

    /// <summary>The first timestep and row whose targets are out of range; −1 where there is none.</summary>
    private static int FirstOutside(TargetRange range, TimeMajorSpan targets, ReadOnlySpan<float> weights)
    {
        for (int i = 0; i < targets.Timesteps * targets.Rows; i++)
        {
            if ((weights.IsEmpty || weights[i] != 0) && !range.Contains(RowOf(targets, i), out _))
            {
                return i;
            }
        }

        return -1;
    }

    private static void Throw(TargetRange range, string taker, string which, TimeMajorSpan targets, int at, string place)
    {
        ReadOnlySpan<float> row = RowOf(targets, at);
        range.Contains(row, out int outside);
        throw new ArgumentException(
            $"The {which} is {Show(row, outside)}{place}, but {taker} takes {range}. {range.Hint}".TrimEnd());
    }

    private static ReadOnlySpan<float> RowOf(TimeMajorSpan targets, int at) =>
        targets.Values.Slice(at * targets.Features, targets.Features);

    private static string Show(ReadOnlySpan<float> row, int outside)
    {
        if (outside < 0)
        {
            double sum = 0;
            foreach (float value in row)
            {
                sum += value;
            }

            return string.Create(CultureInfo.InvariantCulture, $"a row whose sum is {(float)sum}");
        }

        return row.Length == 1
            ? row[0].ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{row[outside]} (feature {outside})");
    }

    /// <summary>Refuses samples of which none has a weight, from which nothing would be learned without a word.</summary>
    private void RequireWeights(SampleSource source)
    {
        bool isAny = false;
        for (int o = 0; o < _ranges.Length && !isAny; o++)
        {
            isAny = !source.HasWeights(o) || HasWeight(o, source);
        }

        if (!isAny)
        {
            throw new ArgumentException(
                $"All weights{(_where.Length > 0 ? _where : " of the samples")} are 0, so that none of them counts: give some a weight "
                + "above 0, or leave the weights out.");
        }
    }

    /// <summary>Whether a sample has a weight; looks no farther than the first that has.</summary>
    private static bool HasWeight(int output, SampleSource source)
    {
        float[] weights = new float[source.GetTargetShape(output).Timesteps * BlockRows];
        for (int start = 0; start < source.Count; start += BlockRows)
        {
            int[] rows = [.. Enumerable.Range(start, Math.Min(BlockRows, source.Count - start))];
            Span<float> own = weights.AsSpan(0, weights.Length / BlockRows * rows.Length);
            source.CopyWeights(output, rows, own);
            if (own.ContainsAnyExcept(0f))
            {
                return true;
            }
        }

        return false;
    }

    private void RequireWeights(ReadOnlySpan<float> weights, SampleSource source, ReadOnlySpan<int> rows)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0) || !float.IsFinite(weights[i]))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The weight of {source.GetSampleName(rows[i % rows.Length])}{_where} is {weights[i]}: weights must be finite and at ")
                    + "least 0.");
            }
        }
    }

    private void CheckAll(int output, SampleSource source)
    {
        Shape shape = source.GetTargetShape(output);
        int block = Math.Min(BlockRows, source.Count);
        float[] values = new float[block * shape.Timesteps * shape.Features];
        float[] weights = source.HasWeights(output) ? new float[block * shape.Timesteps] : [];
        int[] rows = new int[block];
        for (int start = 0; start < source.Count; start += block)
        {
            int count = Math.Min(block, source.Count - start);
            for (int row = 0; row < count; row++)
            {
                rows[row] = start + row;
            }

            ReadOnlySpan<int> samples = rows.AsSpan(0, count);
            TimeMajorSpan targets = new(
                values.AsSpan(0, count * shape.Timesteps * shape.Features), shape.Timesteps, count, shape.Features);
            Span<float> weightsOf = weights.AsSpan(0, weights.Length == 0 ? 0 : count * shape.Timesteps);
            source.CopyTargets(output, samples, targets);
            if (!weightsOf.IsEmpty)
            {
                source.CopyWeights(output, samples, weightsOf);
            }

            Check(output, targets, weightsOf, source, samples);
        }
    }
}
