using Unroll.Insight.Texts;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Insight.Tests.Texts;

/// <summary>Neurons over texts, the features that they follow, and the guesses of a generator.</summary>
public class TextTests
{
    private static readonly string[] _vocabulary = ["a", "b", "(", ")", "\n"];

    [Theory]
    [InlineData("inside quotes", "ab\"cd\"e", "0011100")]
    [InlineData("inside quotes", "x“y”z", "01100")]
    [InlineData("inside quotes", "\"a\nb\"c", "111100")]
    [InlineData("inside quotes", "„a“b„c”d“e“f”g", "11001100111100")]
    [InlineData("depth of brackets", "a(b[c]))d", "011221000")]
    [InlineData("position in the line", "abc\nde", "123012")]
    [InlineData("line end", "a\nb", "010")]
    [InlineData("before a line end", "ab\nc", "0100")]
    [InlineData("position in the word", "ab c\nd", "120101")]
    [InlineData("blank", "a b\nc", "01000")]
    [InlineData("capital letter", "aB1", "010")]
    [InlineData("line of capitals", "KING:\nOh\nA", "1111110001")]
    [InlineData("digit", "a1,", "010")]
    [InlineData("punctuation", "a1,", "001")]
    [InlineData("vowel", "abE", "101")]
    public void Features_of_a_text(string name, string text, string expected)
    {
        TextFeature feature = TextFeature.All.Single(feature => feature.Name == name);
        Assert.Equal(expected.Select(digit => (double)(digit - '0')), feature.Of([.. text.Select(letter => letter.ToString())]));
    }

    [Fact]
    public void Words_have_no_position_within_them() => Assert.Equal(
        ["position in the word", "blank", "vowel"], TextFeature.All.Except(TextFeature.OfWords).Select(feature => feature.Name));

    [Fact]
    public void The_firing_behind_each_token_is_the_hidden_state_of_a_whole_pass()
    {
        Sequential model = Networks.OfWords();
        int[] codes = [3, 1, 4, 1, 5];
        NeuronTrace trace = NeuronTrace.Of(model, codes, [.. codes.Select(code => $"w{code}")]);
        GradientProbe probe = new(model, 1, codes.Length);
        probe.Forward([.. codes.Select(code => (float)code)]);
        float[] hidden = probe.HiddenStates(model.Layers.OfType<Gru>().Single());
        Assert.Equal(("gru_1", 6), (trace.Layer, trace.Units));
        Assert.All(hidden.Zip(trace.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Equal(["w4", "w1"], trace.Slice(2, 2).Tokens);
        Assert.Equal(trace[3, 2], trace.Slice(2, 2)[1, 2]);
        Assert.Throws<ArgumentException>(() => NeuronTrace.Of(model, codes, ["a"]));
        Assert.Contains("gru_1", Assert.Throws<ArgumentException>(
            () => NeuronTrace.Of(model, codes, [.. codes.Select(code => "")], layer: 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_made_to_follow_brackets_is_found()
    {
        // A unit that goes up at "(" and down at ")", and keeps what it has.
        Sequential model = Networks.Of(new Input(Shape.AnyLength, 1), new Embedding(5, 2), new SimpleRnn(8, new SimpleRnnOptions
        {
            Activation = ActivationFunction.Linear,
        }));
        Parameter vectors = model.Parameters.Single(parameter => parameter.Name == "embeddings");
        vectors.Values.Clear();
        (vectors.Values[2 * 2], vectors.Values[3 * 2], vectors.Values[0], vectors.Values[1]) = (1, -1, 0, 0.3f);
        Parameter kernel = model.Parameters.Single(parameter => parameter.Name == "kernel");
        Parameter recurrent = model.Parameters.Single(parameter => parameter.Name == "recurrent_kernel");
        recurrent.Values.Clear();
        (kernel.Values[5], kernel.Values[8 + 5], recurrent.Values[(5 * 8) + 5]) = (1, 0, 1);
        Array.ForEach<Parameter>([vectors, kernel, recurrent], parameter => parameter.MarkChanged());
        (int[] codes, string[] tokens) = Text("ab(a(b)a)b(ab)a\nab((a)b)b");

        NeuronTrace trace = NeuronTrace.Of(model, codes, tokens);
        NeuronMatch match = NeuronSearch.Best(trace, TextFeature.BracketDepth);
        Assert.Equal(5, match.Unit);
        Assert.Equal(1, match.Correlation, 1e-6);
        IReadOnlyList<NeuronMatch> all = NeuronSearch.Find(trace);
        Assert.Equal(match, all[0]);
        Assert.DoesNotContain(all, found => found.Feature == "inside quotes");
        Assert.Contains("same everywhere", Assert.Throws<ArgumentException>(
            () => NeuronSearch.Best(trace, TextFeature.Digit)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Guesses_are_the_probabilities_that_the_network_gives(bool logits)
    {
        Sequential model = Networks.Of(
            new Input(Shape.AnyLength, 1), new Embedding(5, 4), new Lstm(12, new LstmOptions { ReturnSequences = true }),
            new Dense(5, logits ? default : new DenseOptions { Activation = ActivationFunction.Softmax }));
        model.Compile(new Adam(0.02f), new SparseCategoricalCrossEntropy(new() { FromLogits = logits }));
        (int[] codes, _) = Text(string.Concat(Enumerable.Repeat("ab(ab)\n", 12)));
        float[,,] x = new float[1, codes.Length - 1, 1], y = new float[1, codes.Length - 1, 1];
        for (int t = 0; t + 1 < codes.Length; t++)
        {
            (x[0, t, 0], y[0, t, 0]) = (codes[t], codes[t + 1]);
        }

        model.Fit(x, y, new FitOptions { Epochs = 150 });
        GuessTrace trace = GuessTrace.Of(model, codes, _vocabulary, best: 3);

        Assert.Equal(model.Evaluate(x, y).Loss, trace.NatsPerToken, 1e-4);
        Assert.True(double.IsNaN(trace.Tokens[0].Probability));
        Assert.Empty(trace.Tokens[0].Best);
        GuessedToken late = trace.Tokens[^2];
        Assert.Equal(")", late.Token);
        Assert.Equal((")", late.Probability), (late.Best[0].Token, late.Best[0].Probability));
        Assert.True(late.Probability > 0.9, $"{late.Probability}");
        Assert.Equal(3, late.Best.Count);
        Assert.Contains("vocabulary of 2 tokens", Assert.Throws<ArgumentException>(
            () => GuessTrace.Of(model, codes, ["a", "b"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_logits_are_probabilities_too()
    {
        Sequential model = Networks.Of(new Input(Shape.AnyLength, 1), new Dense(2));
        model.SetWeights([0, 0, 0, 200]);
        GuessTrace trace = GuessTrace.Of(model, [0, 1, 1], ["a", "b"]);
        Assert.Equal(0, trace.NatsPerToken, 6);
    }

    [Fact]
    public void A_series_has_neurons_too_and_what_cannot_be_streamed_is_refused()
    {
        Sequential model = Networks.Classifier();
        float[][] steps = [[1, 2, 3], [3, 2, 1]];
        NeuronTrace first = NeuronTrace.Of(model, steps, ["mon", "tue"], layer: 0);
        Assert.Equal(("lstm_1", 6), (first.Layer, first.Units));
        Sequential both = Networks.Of(new Input(Shape.AnyLength, 3), new Bidirectional(new Gru(2)), new Dense(1));
        Assert.Throws<NotSupportedException>(() => NeuronTrace.Of(both, steps, ["mon", "tue"]));
    }

    private static (int[] Codes, string[] Tokens) Text(string text) =>
        ([.. text.Select(letter => Array.IndexOf(_vocabulary, letter.ToString()))], [.. text.Select(letter => letter.ToString())]);
}
