using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>The loss of a model over all samples, as a function of its trained weights.</summary>
internal sealed class FullBatchProblem : IObjective
{
    private readonly Model _model;
    private readonly SampleSource _source;
    private readonly BatchRunner _runner;
    private readonly NonFiniteGuard _guard;
    private readonly Parameter[] _parameters;
    private readonly int _samples;
    private readonly int[] _order;
    private readonly int _batchSize;

    public FullBatchProblem(Model model, SampleSource samples, int batchSize, ulong seed, WorkerTeam team, CancellationToken abort)
    {
        _model = model;
        _source = samples;
        _samples = samples.Count;

        // Where batches weigh differently at each output, or see one another's rows, only all samples together give the loss that is
        // reported.
        bool whole = samples.TargetCount > 1
            || Enumerable.Range(0, samples.InputCount).Any(samples.HasLengths)
            || samples.HasWeights(0)
            || model.AllLayers.Any(
                layer => layer is Masking or Embedding || layer.ActivityRegularizer is not null || layer.NeedsWholeBatch);
        _batchSize = whole ? samples.Count : Math.Min(batchSize, samples.Count);
        _guard = new NonFiniteGuard(model, samples, _runner = new BatchRunner(model, samples, seed, 0, team, abort));
        _order = [.. Enumerable.Range(0, samples.Count)];
        _parameters = [.. model.TrainedParameters];
        Length = _parameters.Sum(parameter => parameter.Length);
        Abort = abort;
    }

    public int Length { get; }

    public CancellationToken Abort { get; }

    /// <summary>Losses and metrics at the point of the last evaluation.</summary>
    public Measurements Measurements => _runner.Measurements;

    /// <summary>Warnings about the samples.</summary>
    public IReadOnlyList<string> Warnings => _runner.Warnings;

    /// <summary>Ticks of the clock for which the network waited for its samples.</summary>
    public long WaitingTicks => _runner.WaitingTicks;

    /// <summary>The trained weights.</summary>
    public double[] ReadWeights() => [.. _parameters.SelectMany(parameter => parameter.Values.ToArray()).Select(value => (double)value)];

    /// <summary>The cause by which the loss or its gradient is not finite at the last point; null where both are.</summary>
    public string? NonFiniteCause { get; private set; }

    public void WriteWeights(ReadOnlySpan<double> point)
    {
        int at = 0;
        foreach (Parameter parameter in _parameters)
        {
            Span<float> values = parameter.Values;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)point[at++];
            }

            parameter.MarkChanged();
        }
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        WriteWeights(point);
        _model.ResetState();
        gradient.Clear();
        _runner.Measurements.Reset();
        NonFiniteCause = null;
        _guard.Begin();
        double terms = 0;
        float[] penalty = [];
        for (int start = 0; start < _samples; start += _batchSize)
        {
            // The same random numbers each time: what is dropped must not change under way.
            _runner.Run(new Batch(_order, start, Math.Min(_batchSize, _samples - start)), null, 0, (ulong)(start / _batchSize));
            terms += _runner.Terms;
            if (NonFiniteCause is null && !(double.IsFinite(_runner.Loss) && IsFinite(_runner.Plan)))
            {
                NonFiniteCause = Training.NonFiniteCause.Find(_model, _source, _runner.Plan, _runner.LastBatch);
            }

            int at = 0;
            foreach (Parameter parameter in _parameters)
            {
                foreach (ShardPass pass in _runner.Plan.Passes)
                {
                    ReadOnlySpan<float> part = pass.Context.Gradient(parameter);
                    for (int i = 0; i < part.Length; i++)
                    {
                        gradient[at + i] += _runner.Terms * part[i];
                    }
                }

                at += parameter.Length;
            }
        }

        if (!_guard.BuffersAreFinite)
        {
            // A point that was only tried may have overflowed; moving averages would keep that.
            _guard.PutBack();
        }

        _runner.ChecksTargets = false;
        int offset = 0;
        foreach (Parameter parameter in _parameters)
        {
            Span<double> part = gradient.Slice(offset, parameter.Length);
            for (int i = 0; i < part.Length && terms > 0; i++)
            {
                part[i] /= terms;
            }

            if (parameter.Regularizer is not null)
            {
                Array.Resize(ref penalty, parameter.Length);
                Array.Clear(penalty);
                parameter.Regularizer.AddGradient(parameter.Values, penalty, 1);
                for (int i = 0; i < part.Length; i++)
                {
                    part[i] += penalty[i];
                }
            }

            offset += parameter.Length;
        }

        return _runner.Measurements.Loss;
    }

    private static bool IsFinite(ShardPlan plan) => Array.TrueForAll(plan.Passes, pass => FiniteNumbers.AreAll(pass.ParameterGradients));
}
