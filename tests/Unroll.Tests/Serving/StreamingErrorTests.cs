using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Serving;

/// <summary>What cannot be streamed is refused when the stream is made, by the name of the layer and the reason.</summary>
public sealed class StreamingErrorTests
{
    private static readonly Dictionary<string, (Func<Signal, Signal> Network, string[] Message)> _refused = new()
    {
        ["bidirectional"] = (x => new Bidirectional(new Gru(2)) { Name = "both" }.Apply(x), ["'both/backward'", "(Gru)", "from its end"]),
        ["backwards"] = (x => new Lstm(2, new LstmOptions { GoBackwards = true }) { Name = "back" }.Apply(x), ["'back'", "from its end"]),
        ["valid convolution"] = (x => new Conv1D(2, 3) { Name = "conv" }.Apply(x), ["'conv'", "padding 'valid'", "causal"]),
        ["same convolution"] = (x => new Conv1D(2, 3, new Conv1DOptions { Padding = WindowPadding.Same }) { Name = "conv" }.Apply(x),
            ["'conv'", "padding 'same'"]),
        ["stride"] = (x => new Conv1D(2, 3, new Conv1DOptions { Padding = WindowPadding.Causal, Strides = 2 }) { Name = "conv" }.Apply(x),
            ["'conv'", "stride of 1"]),
        ["pooling"] = (x => new MaxPooling1D(2) { Name = "pool" }.Apply(x), ["'pool'", "(MaxPooling1D)", "pools over several timesteps"]),
        ["global pooling"] = (x => new GlobalAveragePooling1D { Name = "pool" }.Apply(x), ["'pool'", "pools over several timesteps"]),
        ["attention"] = (x => new MultiHeadAttention(2, 2) { Name = "look" }.Apply(x), ["'look'", "attends to the whole sequence"]),
        ["transformer"] = (x => new TransformerEncoder(2, 3) { Name = "block" }.Apply(x), ["'block/", "(MultiHeadAttention)"]),
        ["positions"] = (x => new PositionalEncoding { Name = "where" }.Apply(x), ["'where'", "where in the sequence"]),
        ["flatten"] = (x => new Flatten { Name = "flat" }.Apply(x), ["'flat'", "not a timestep for each"]),
        ["permute"] = (x => new Permute { Name = "across" }.Apply(x), ["'across'", "not a timestep for each"]),
        ["padding"] = (x => new ZeroPadding1D(1, 0) { Name = "longer" }.Apply(x), ["'longer'", "not a timestep for each"]),
        ["repeat"] = (x => new RepeatVector(3) { Name = "again" }.Apply(new Gru(2).Apply(x)), ["'again'", "not a timestep for each"]),
        ["lambda that may look around"] = (
            x => new Lambda((input, output) => input.Values.CopyTo(output.Values), (_, _, _, _) => { }) { Name = "sees" }.Apply(x),
            ["'sees'", "(Lambda)", "several timesteps", "isStepwise: true"]),
        ["lambda that gives a vector"] = (
            x => new Lambda(
                (_, _) => { }, (_, _, _, _) => { }, shape => Shape.Vector(shape.Features), isStepwise: true)
            { Name = "first" }.Apply(x),
            ["'first'", "not a timestep"]),
        ["initial state"] = (
            x => new Gru(2) { Name = "decoder" }.Apply(x, new Gru(2, new GruOptions { ReturnState = true }).Apply(x).State[0]),
            ["'decoder'", "initial state from another layer"]),
        ["own layer"] = (x => new Silent { Name = "mine" }.Apply(x), ["'mine'", "(Silent)", "override IsStepwise"]),
    };

    public static TheoryData<string> Refused => new(_refused.Keys);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Layers_that_need_the_whole_sequence_are_refused(string name)
    {
        Layer.Catalogue.Register(new LayerEntry("silent", typeof(Silent), "A layer of a user.", [], _ => new Silent()));
        Signal input = Graph.Input(6, 4);
        using var predictor = new Predictor(new Graph(input, _refused[name].Network(input)));
        string message = Assert.Throws<NotSupportedException>(() => predictor.CreateStream()).Message;
        Assert.All(_refused[name].Message, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Networks_without_sequences_are_refused()
    {
        using var predictor = new Predictor(new Sequential(new Input(4), new Dense(1)));
        Assert.Contains(
            "takes no sequence", Assert.Throws<NotSupportedException>(() => predictor.CreateStream()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_and_rows_are_checked()
    {
        using var predictor = new Predictor(new Sequential(new Input(5, 3), new Lstm(4), new Dense(2)));
        StreamingPredictor stream = predictor.CreateStream(2);
        Refuses(() => stream.Step(new float[5], new float[4]), "Got 5 numbers for a timestep", "2 rows has 6");
        Refuses(() => stream.Step(new float[6], new float[2]), "Got 2 numbers for the output", "has 4");
        Refuses(() => stream.CopyState(new float[7]), "Got 7 numbers for the state", "has 8");
        Refuses(() => stream.RestoreState(new float[9], 1), "Got 9 numbers");
        Assert.Contains("no row 2", Assert.Throws<ArgumentOutOfRangeException>(() => stream.Reset(2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => predictor.CreateStream(0));
    }

    private static void Refuses(Action action, params string[] parts)
    {
        string message = Assert.Throws<ArgumentException>(action).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private sealed class Silent : UnaryLayer
    {
        public override Shape GetOutputShape(Shape input) => input;

        public override void Forward(LayerWorkspace workspace, Data.TimeMajorSpan input, Data.TimeMajorSpan output, PassContext context) =>
            output.Values.Clear();

        public override void Backward(
            LayerWorkspace workspace,
            Data.TimeMajorSpan input,
            Data.TimeMajorSpan output,
            Data.TimeMajorSpan outputGradient,
            Data.TimeMajorSpan inputGradient,
            PassContext context) => inputGradient.Values.Clear();
    }
}
