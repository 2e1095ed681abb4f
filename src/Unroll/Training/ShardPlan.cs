using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>The shards of a batch of one size, with all they need: planned once, used for every batch of that size.</summary>
internal sealed class ShardPlan
{
    private readonly IReadOnlyList<OutputLoss> _losses;
    private readonly Parameter[] _parameters;
    private readonly ShardData[] _data;
    private readonly double[] _lossSums;
    private readonly double[] _weights;
    private readonly double[][] _slots;
    private readonly int _metrics;

    /// <summary>The head of each shard, where it is run in pieces with its loss; else empty.</summary>
    private readonly PiecewiseHead[] _heads;

    /// <summary>Plans the shards.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The source of samples.</param>
    /// <param name="inputs">Shapes of a sample's inputs.</param>
    /// <param name="losses">Losses and metrics of each output; empty for none.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="options">What the passes are to do.</param>
    /// <param name="gradients">Where a shard's gradients of the parameters go; null where there are none.</param>
    public ShardPlan(
        Model model,
        SampleSource source,
        IReadOnlyList<Shape> inputs,
        IReadOnlyList<OutputLoss> losses,
        int rows,
        PassOptions options,
        Func<int, GradientBuffer?> gradients)
    {
        _losses = losses;
        _parameters = [.. model.Parameters];
        Cut = new ShardCut(rows, options.Training && model.Layers.Any(layer => layer.NeedsWholeBatch));
        Passes = new ShardPass[Cut.Count];
        _data = new ShardData[Cut.Count];
        _lossSums = new double[Cut.Count * losses.Count];
        _weights = new double[Cut.Count * losses.Count];
        _metrics = losses.Sum(loss => loss.Metrics.Count);
        _slots = new double[Cut.Count * _metrics][];
        bool[] masked = [.. Enumerable.Range(0, inputs.Count).Select(source.HasLengths)];
        LayerGraph? body = PiecewiseHead.BodyOf(model, inputs, losses, Cut.Length(0), masked);
        _heads = new PiecewiseHead[body is null ? 0 : Cut.Count];
        for (int shard = 0; shard < Cut.Count; shard++)
        {
            int length = Cut.Length(shard);
            ShardPass pass = model.CreatePass(inputs, masked, length, options, gradients(shard), body);
            bool[] weighted = [.. losses.Select((_, o) => source.HasWeights(o) || pass.Outputs[o].Mask is not null)];
            if (body is not null)
            {
                _heads[shard] = PiecewiseHead.Of(model, losses[0], pass.Outputs[0].Shape, length, weighted[0], options.Training);
            }

            pass.Context.FirstRow = Cut.Start(shard);
            pass.Context.BatchRows = rows;
            Shape[] targets = [.. losses.Select((loss, o) => loss.Loss.GetTargetShape(ShapeOf(pass, o)))];
            Passes[shard] = pass;
            _data[shard] = new ShardData(pass.Inputs, targets, weighted, length);
            IsWeighted = weighted.Any(isWeighted => isWeighted);
            int slot = shard * _metrics;
            for (int o = 0; o < losses.Count; o++)
            {
                Shape output = ShapeOf(pass, o);
                foreach (Metric metric in losses[o].Metrics)
                {
                    _slots[slot++] = new double[metric.GetSlotCount(output.Features, output.Timesteps * length)];
                }
            }
        }
    }

    public ShardCut Cut { get; }

    public ShardPass[] Passes { get; }

    /// <summary>Whether what the mean is taken over is known only after the forward pass.</summary>
    public bool IsWeighted { get; }

    public ShardData Data(int shard) => _data[shard];

    /// <summary>Runs one shard forward and adds up the weights of its targets.</summary>
    public void Forward(int shard)
    {
        ShardPass pass = Passes[shard];
        pass.Forward();
        for (int o = 0; o < _losses.Count; o++)
        {
            if (pass.Outputs[o].Mask is { } mask)
            {
                _data[shard].TakeMask(o, mask);
            }

            _weights[(shard * _losses.Count) + o] = LossShapes.TotalWeight(pass.Outputs[o].Values, _data[shard].Weights(o));
        }
    }

    /// <summary>The weighted number of terms of an output's loss over all shards, once all ran forward.</summary>
    public double Terms(int output)
    {
        double sum = 0;
        for (int shard = 0; shard < Cut.Count; shard++)
        {
            sum += _weights[(shard * _losses.Count) + output];
        }

        return sum * TermsPerStep(output);
    }

    /// <summary>The weighted number of terms where nothing is weighted: known before any shard runs.</summary>
    public double UnweightedTerms(int output) =>
        (double)Cut.Rows * Passes[0].Outputs[output].Shape.Timesteps * TermsPerStep(output);

    /// <summary>The weighted sum of an output's loss terms over all shards, in shard order.</summary>
    public double LossSum(int output)
    {
        double sum = 0;
        for (int shard = 0; shard < Cut.Count; shard++)
        {
            sum += _lossSums[(shard * _losses.Count) + output];
        }

        return sum;
    }

    /// <summary>The penalties of regularizers on the batch's loss, once all shards ran forward.</summary>
    public double Penalty()
    {
        double sum = 0;
        foreach (Parameter parameter in _parameters)
        {
            sum += parameter.Regularizer?.Penalty(parameter.Values) ?? 0;
        }

        foreach (ShardPass pass in Passes)
        {
            sum += pass.ActivityPenalty;
        }

        return sum;
    }

    /// <summary>Checks one shard's targets, once it ran forward.</summary>
    /// <exception cref="ArgumentException">A target is out of range.</exception>
    public void CheckTargets(int shard, TargetCheck check, SampleSource source, ReadOnlySpan<int> rows, int firstTimestep = 0)
    {
        for (int o = 0; o < _losses.Count; o++)
        {
            check.Check(o, _data[shard].Target(o), _data[shard].Weights(o), source, rows, firstTimestep);
        }
    }

    /// <summary>
    /// One shard's losses and metrics, from its outputs, and the gradients of the outputs; where the head is run in pieces, also those of
    /// its weights, which the pass had set to zero.
    /// </summary>
    /// <param name="shard">The shard.</param>
    /// <param name="scales">Factor of each output's gradient; empty where no gradient is wanted.</param>
    public void Measure(int shard, ReadOnlySpan<float> scales)
    {
        ShardPass pass = Passes[shard];
        int slot = shard * _metrics;
        if (_heads.Length > 0)
        {
            MeasureInPieces(shard, scales.IsEmpty ? null : scales[0]);
            return;
        }

        for (int o = 0; o < _losses.Count; o++)
        {
            TimeMajorSpan prediction = pass.Outputs[o].Values;
            TimeMajorSpan target = _data[shard].Target(o);
            ReadOnlySpan<float> weights = _data[shard].Weights(o);
            _lossSums[(shard * _losses.Count) + o] = _losses[o].Loss.Accumulate(
                prediction, target, weights, scales.IsEmpty ? default : pass.Outputs[o].GradientValues, scales.IsEmpty ? 1f : scales[o]);
            IReadOnlyList<Metric> metrics = _losses[o].Metrics;
            for (int i = 0; i < metrics.Count; i++, slot++)
            {
                Array.Clear(_slots[slot]);
                metrics[i].Accumulate(prediction, target, weights, _slots[slot]);
            }
        }
    }

    private void MeasureInPieces(int shard, float? scale)
    {
        PassTensor hidden = Passes[shard].Outputs[0];
        Span<double[]> slots = _slots.AsSpan(shard * _metrics, _metrics);
        foreach (double[] sums in slots)
        {
            Array.Clear(sums);
        }

        _lossSums[shard] = _heads[shard].Measure(
            hidden.Values, hidden.GradientValues, _data[shard].Target(0), _data[shard].Weights(0), scale, slots, Passes[shard].Context);
    }

    /// <summary>The shape of an output, also where its layer is run apart.</summary>
    private Shape ShapeOf(ShardPass pass, int output) => _heads.Length == 0 ? pass.Outputs[output].Shape
        : Shape.Sequence(pass.Outputs[output].Shape.Timesteps, _heads[0].Units);

    /// <summary>The sum of the loss terms of one row at all outputs, to find one that is not finite.</summary>
    public double LossOf(int shard, int row)
    {
        double sum = 0;
        for (int o = 0; o < _losses.Count; o++)
        {
            ReadOnlySpan<float> all = _data[shard].Weights(o);
            float[] weights = new float[all.Length / Cut.Length(shard)];
            for (int t = 0; t < weights.Length; t++)
            {
                weights[t] = all[(t * Cut.Length(shard)) + row];
            }

            TimeMajorSpan values = RowOf(Passes[shard].Outputs[o].Values, row), target = RowOf(_data[shard].Target(o), row);
            sum += _heads.Length > 0 ? _heads[shard].Measure(values, default, target, weights, null, [], Passes[shard].Context)
                : _losses[o].Loss.Accumulate(values, target, weights, default, 1);
        }

        return sum;
    }

    private static TimeMajorSpan RowOf(TimeMajorSpan values, int row)
    {
        TimeMajorSpan copy = new(new float[values.Timesteps * values.Features], values.Timesteps, 1, values.Features);
        for (int t = 0; t < values.Timesteps; t++)
        {
            values.At(t, row).CopyTo(copy.At(t));
        }

        return copy;
    }

    /// <summary>Adds what was measured of all shards, in shard order.</summary>
    public void Collect(Measurements measurements)
    {
        for (int o = 0; o < _losses.Count; o++)
        {
            measurements.AddLoss(o, LossSum(o), Terms(o));
        }

        for (int shard = 0; shard < Cut.Count; shard++)
        {
            for (int i = 0; i < _metrics; i++)
            {
                measurements.Metrics[i].State.Add(_slots[(shard * _metrics) + i]);
            }
        }
    }

    private int TermsPerStep(int output) => _losses[output].Loss.TermsPerStep(ShapeOf(Passes[0], output).Features);
}
