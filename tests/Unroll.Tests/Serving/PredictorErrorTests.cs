using System.Numerics.Tensors;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Serving;

/// <summary>What a predictor refuses, and what it says then.</summary>
public sealed class PredictorErrorTests : IDisposable
{
    private readonly Predictor _predictor = new(new Sequential(new Input(Shape.AnyLength, 3), new Lstm(4), new Dense(2)));

    public void Dispose() => _predictor.Dispose();

    [Fact]
    public void Inputs_must_be_as_long_as_rows_and_timesteps_say() => Refuses<ArgumentException>(
        () => _predictor.Predict(new float[29], 2, 5, new float[4]), "'input'", "29", "2 rows of 5 timesteps of 3 features are 30");

    [Fact]
    public void Samples_must_be_whole_timesteps() => Refuses<ArgumentException>(
        () => _predictor.Predict(new float[7], new float[2]), "7 numbers", "2 timesteps of 3 features are 6");

    [Fact]
    public void Outputs_must_have_room_for_exactly_what_comes_out() => Refuses<ArgumentException>(
        () => _predictor.Predict(new float[30], 2, 5, new float[5]), "'output'", "[batch, 2]", "4 numbers for 2 rows", "room for 5");

    [Fact]
    public void There_must_be_rows() => Refuses<ArgumentOutOfRangeException>(() => _predictor.Predict([], 0, 5, []), "rows is 0");

    [Fact]
    public void There_must_be_a_length_for_each_row() => Refuses<ArgumentException>(
        () => _predictor.Predict(new float[30], 2, 5, new float[4], [5]), "1 length for the 2 rows");

    [Fact]
    public void Lengths_must_lie_within_the_timesteps() => Refuses<ArgumentException>(
        () => _predictor.Predict(new float[30], 2, 5, new float[4], [5, 6]), "Row 1", "length 6", "0 to 5");

    [Fact]
    public void Timesteps_must_be_those_of_the_model()
    {
        using var five = new Predictor(new Sequential(new Input(5, 3), new Lstm(4)));
        Refuses<ArgumentException>(() => five.Predict(new float[12], 1, 4, new float[4]), "[batch, 5, 3]", "[batch, 4, 3]");
    }

    [Fact]
    public void Arrays_must_have_the_models_features() =>
        Refuses<ArgumentException>(() => _predictor.Predict(new float[2, 5, 4]), "[batch, timesteps, 3]", "[batch, 5, 4]");

    [Fact]
    public void There_must_be_an_input_for_each() =>
        Refuses<ArgumentException>(
            () => _predictor.PredictAll([new float[3], new float[3]], 1, [new float[2].AsMemory()]), "Got 2 inputs", "has 1");

    [Fact]
    public void Lengths_are_told_of_outputs_and_timesteps_that_there_are()
    {
        Refuses<ArgumentOutOfRangeException>(() => _predictor.GetOutputLength(1, 2, [5]), "no output 1", "has 1 (output)");
        Refuses<ArgumentOutOfRangeException>(() => _predictor.GetOutputLength(-1, 2, [5]), "no output -1");
        Refuses<ArgumentOutOfRangeException>(() => _predictor.GetOutputLength(0, 0, [5]), "rows is 0");
        Refuses<ArgumentException>(() => _predictor.GetOutputLength(0, 2, [5, 1]), "Got 2 inputs' timesteps", "has 1 (input)");
    }

    [Fact]
    public void Numbers_beyond_what_an_array_holds_are_told()
    {
        Refuses<ArgumentException>(
            () => _predictor.GetOutputLength(int.MaxValue, 5), "2,147,483,647 rows", "[batch, 2]", "4,294,967,294 in all", "fewer rows");
        Refuses<ArgumentException>(() => _predictor.GetOutputLength(0, int.MaxValue, [5]), "4,294,967,294 in all");
        Refuses<ArgumentException>(
            () => _predictor.Predict(new float[3], int.MaxValue, int.MaxValue, new float[2]), "has 3 numbers", "are 13835058042397261827:");
        Refuses<ArgumentOutOfRangeException>(() => _predictor.GetOutputLength(1, 0), "timesteps is 0, but must be at least 1");
    }

    [Fact]
    public void Tensors_must_be_there()
    {
        Tensor<float>? none = null;
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => _predictor.Predict(none!)).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentNullException>(() => _predictor.PredictAll([none!])).ParamName);
    }

    [Fact]
    public void Cells_must_be_registered()
    {
        var model = new Sequential(new Input(5, 3), new Rnn(new UnknownCell()));
        Refuses<InputException>(() => _ = new Predictor(model), "UnknownCell", "RnnCell.Catalogue.Register");
    }

    [Fact]
    public void Nothing_is_predicted_after_the_end()
    {
        var predictor = new Predictor(new Sequential(new Input(5, 3), new Lstm(4)), new PredictorOptions { Threads = 2 });
        predictor.Dispose();
        predictor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => predictor.Predict(new float[15], new float[4]));
    }

    [Fact]
    public void Options_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PredictorOptions { Threads = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PredictorOptions { KeptShapes = 0 });
        Assert.Equal((1, 128), (default(PredictorOptions).Threads, default(PredictorOptions).KeptShapes));
    }

    private static void Refuses<TException>(Action action, params string[] parts)
        where TException : Exception
    {
        string message = Assert.Throws<TException>(action).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private sealed class UnknownCell() : RnnCell(2)
    {
        public override void Forward(RnnStep step) => step.State().Clear();

        public override void Backward(RnnStep step)
        {
        }

        protected override void Build(int inputs, RandomStream random)
        {
        }
    }
}
