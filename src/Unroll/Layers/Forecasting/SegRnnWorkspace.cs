using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A pass of <see cref="SegRnn"/>. Time-major memory makes the features of all rows one long batch of series, in place; the segments ahead
/// of all series are a longer one, in which those of one position are together.
/// </summary>
internal sealed class SegRnnWorkspace : LayerWorkspace
{
    private readonly SegRnn _layer;
    private readonly int _series;
    private readonly int _segments;
    private readonly int _skipped;
    private readonly PassTensor _window;
    private readonly PassTensor _final;
    private readonly PassTensor _queries;
    private readonly PassTensor _states;
    private readonly PassTensor _ahead;
    private readonly LayerPass _project;
    private readonly LayerPass _encode;
    private readonly LayerPass _decode;
    private readonly LayerPass? _drop;
    private readonly LayerPass _predict;

    // One segment of all series, timestep by timestep; the last value of each series, and the gradient that reaches it.
    private readonly AlignedBuffer _timesteps;
    private readonly AlignedBuffer _last;

    public SegRnnWorkspace(SegRnn layer, LayerPass pass)
        : base(pass.Rows, pass.InputShape().Timesteps)
    {
        (_layer, int units, int length) = (layer, layer.Options.Units, layer.Options.SegmentLength);
        _series = checked(pass.Rows * pass.InputShape().Features);
        _segments = Timesteps / length;
        _skipped = Timesteps - (_segments * length);
        int queries = checked(_series * layer.SegmentsAhead);
        bool learns = pass.IsTraining;
        _timesteps = new AlignedBuffer(checked(_series * length));
        _last = new AlignedBuffer(_series);
        _window = new PassTensor(Shape.Sequence(_segments, length), _series, learns && !pass.InputGradient().IsEmpty, withMask: false);
        var projected = new PassTensor(Shape.Sequence(_segments, units), _series, learns, withMask: false);
        _final = new PassTensor(Shape.Vector(units), _series, learns, withMask: false);
        _queries = new PassTensor(Shape.Sequence(1, units), queries, learns, withMask: false);
        _states = new PassTensor(Shape.Vector(units), queries, learns, withMask: false);
        var decoded = new PassTensor(Shape.Vector(units), queries, learns, withMask: false);
        PassTensor dropped = layer.Dropout is null ? decoded : new PassTensor(Shape.Vector(units), queries, learns, withMask: false);
        _ahead = new PassTensor(Shape.Vector(length), queries, learns, withMask: false);
        _project = PassOf(layer.Project, pass.Context, projected, _window);
        _encode = PassOf(layer.Gru, pass.Context, _final, projected);
        _decode = PassOf(layer.Gru, pass.Context, decoded, _queries, _states);
        _drop = layer.Dropout is null ? null : PassOf(layer.Dropout, pass.Context, dropped, decoded);
        _predict = PassOf(layer.Predict, pass.Context, _ahead, dropped);
    }

    private int Length => _layer.Options.SegmentLength;

    public void Forward(LayerPass pass)
    {
        TimeMajorSpan input = pass.Input();
        ReadLast(input);
        for (int segment = 0; segment < _segments; segment++)
        {
            for (int k = 0; k < Length; k++)
            {
                int t = _skipped + (segment * Length) + k;
                TensorPrimitives.Subtract(input.At(t), _last.Span, Timestep(k));
                ClearPadding(input, t, Timestep(k));
            }

            Transposition.Transpose(_timesteps.Span, Length, _series, OfSegment(_window.Buffer, segment));
        }

        _layer.Project.Forward(_project);
        _layer.Gru.Forward(_encode);
        for (int position = 0; position < _layer.SegmentsAhead; position++)
        {
            _final.Buffer.Span.CopyTo(OfPosition(_states.Buffer, position));
            WriteQueries(position, pass.InputShape().Features);
        }

        _layer.Gru.Forward(_decode);
        if (_drop is not null)
        {
            _layer.Dropout!.Forward(_drop);
        }

        _layer.Predict.Forward(_predict);
        for (int position = 0; position < _layer.SegmentsAhead; position++)
        {
            Transposition.Transpose(OfSegment(_ahead.Buffer, position), _series, Length, _timesteps.Span);
            for (int k = 0; k < Math.Min(Length, _layer.Horizon - (position * Length)); k++)
            {
                TensorPrimitives.Add(Timestep(k), _last.Span, pass.Output().At((position * Length) + k));
            }
        }
    }

    public void Backward(LayerPass pass)
    {
        for (int position = 0; position < _layer.SegmentsAhead; position++)
        {
            _timesteps.Span.Clear();
            for (int k = 0; k < Math.Min(Length, _layer.Horizon - (position * Length)); k++)
            {
                pass.OutputGradient().At((position * Length) + k).CopyTo(Timestep(k));
            }

            Transposition.Transpose(_timesteps.Span, Length, _series, OfSegment(_ahead.Gradient!, position));
        }

        _layer.Predict.Backward(_predict);
        if (_drop is not null)
        {
            _layer.Dropout!.Backward(_drop);
        }

        _layer.Gru.Backward(_decode);
        Span<float> final = _final.Gradient!.Span;
        final.Clear();
        for (int position = 0; position < _layer.SegmentsAhead; position++)
        {
            TensorPrimitives.Add(final, OfPosition(_states.Gradient!, position), final);
            AddEmbeddingGradients(position, pass);
        }

        _layer.Gru.Backward(_encode);
        _layer.Project.Backward(_project);
        if (_window.Gradient is not null)
        {
            WriteInputGradient(pass.Input(), pass.OutputGradient(), pass.InputGradient());
        }
    }

    private static LayerPass PassOf(Layer layer, PassContext context, PassTensor output, params PassTensor[] inputs) =>
        new(layer, inputs, [output], [.. inputs.Select(input => input.Gradient)], context);

    private Span<float> Timestep(int k) => _timesteps.Span.Slice(k * _series, _series);

    private Span<float> OfSegment(AlignedBuffer buffer, int segment) =>
        buffer.Span.Slice(segment * _series * Length, _series * Length);

    private Span<float> OfPosition(AlignedBuffer buffer, int position)
    {
        int length = _series * _layer.Options.Units;
        return buffer.Span.Slice(position * length, length);
    }

    /// <summary>The embedding of a position for all series: of the position, and behind it of the feature.</summary>
    private void WriteQueries(int position, int features)
    {
        Span<float> queries = OfPosition(_queries.Buffer, position);
        int units = _layer.Options.Units, width = _layer.PositionEmbeddings.Dimensions[1];
        ReadOnlySpan<float> ofPosition = _layer.PositionEmbeddings.Values.Slice(position * width, width);
        for (int series = 0; series < _series; series++)
        {
            ofPosition.CopyTo(queries[(series * units)..]);
            _layer.ChannelEmbeddings?.Values.Slice(series % features * (units - width), units - width)
                .CopyTo(queries[((series * units) + width)..]);
        }
    }

    private void AddEmbeddingGradients(int position, LayerPass pass)
    {
        int units = _layer.Options.Units, width = _layer.PositionEmbeddings.Dimensions[1], features = pass.InputShape().Features;
        ReadOnlySpan<float> gradients = OfPosition(_queries.Gradient!, position);
        Span<float> ofPosition = pass.Context.Gradient(_layer.PositionEmbeddings).Slice(position * width, width);
        for (int series = 0; series < _series; series++)
        {
            ReadOnlySpan<float> gradient = gradients.Slice(series * units, units);
            TensorPrimitives.Add(ofPosition, gradient[..width], ofPosition);
            if (_layer.ChannelEmbeddings is { } channels)
            {
                Span<float> ofChannel = pass.Context.Gradient(channels).Slice(series % features * (units - width), units - width);
                TensorPrimitives.Add(ofChannel, gradient[width..], ofChannel);
            }
        }
    }

    /// <summary>Finds the last real value of each series; 0 where there is none.</summary>
    private void ReadLast(TimeMajorSpan input)
    {
        for (int row = 0; row < input.Rows; row++)
        {
            int last = input.LastReal(row);
            Span<float> values = _last.Span.Slice(row * input.Features, input.Features);
            if (last < 0)
            {
                values.Clear();
            }
            else
            {
                input.At(last, row).CopyTo(values);
            }
        }
    }

    private void WriteInputGradient(TimeMajorSpan input, TimeMajorSpan outputGradient, TimeMajorSpan inputGradient)
    {
        inputGradient.Values.Clear();
        Span<float> ofLast = _last.Span;
        ofLast.Clear();
        for (int t = 0; t < _layer.Horizon; t++)
        {
            TensorPrimitives.Add(ofLast, outputGradient.At(t), ofLast);
        }

        for (int segment = 0; segment < _segments; segment++)
        {
            Transposition.Transpose(OfSegment(_window.Gradient!, segment), _series, Length, _timesteps.Span);
            for (int k = 0; k < Length; k++)
            {
                int t = _skipped + (segment * Length) + k;
                ClearPadding(input, t, Timestep(k));
                Timestep(k).CopyTo(inputGradient.At(t));
                TensorPrimitives.Subtract(ofLast, Timestep(k), ofLast);
            }
        }

        for (int row = 0; row < input.Rows; row++)
        {
            int last = input.LastReal(row);
            if (last >= 0)
            {
                Span<float> gradient = inputGradient.At(last, row);
                TensorPrimitives.Add(gradient, ofLast.Slice(row * input.Features, input.Features), gradient);
            }
        }
    }

    private static void ClearPadding(TimeMajorSpan input, int timestep, Span<float> values)
    {
        for (int row = 0; input.IsMasked && row < input.Rows; row++)
        {
            if (!input.IsReal(timestep, row))
            {
                values.Slice(row * input.Features, input.Features).Clear();
            }
        }
    }
}
