using Unroll.Series.Frames;
using Unroll.Tasks.Labelling;

namespace Unroll.Tasks.Tests.Labelling;

/// <summary>What a labelling refuses, and what its messages say to do.</summary>
public class LabelErrorTests
{
    private static readonly SeriesSet _records = SmallRecords.Records(12);

    [Theory]
    [InlineData("target: state", "class: state", "has a label in each row")]
    [InlineData("target: state, ", "", "Name the column with the label of each row")]
    [InlineData("target: state", "target: [state, speed]", "one target column, but got 2")]
    [InlineData("split:", "prepare: {steps: [{resample: 1h}]}\nsplit:", "makes other rows")]
    [InlineData("split:", "sequence: {truncate: start}\nsplit:", "none is cut off")]
    [InlineData("channels: [sensor]", "text: sensor", "set task: classify")]
    [InlineData("split: {train", "split: {by: class, train", "Use group or order or time or folds")]
    public void A_recipe_that_does_not_fit_is_refused(string old, string replacement, string expected)
    {
        InputException error = Assert.ThrowsAny<InputException>(
            () => SmallRecords.Recipe(SmallRecords.Text.Edit(old, replacement)).Check());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("units: 3", "units: 2", "gives 2 outputs with the activation softmax a step, but must give probabilities of the 3 labels")]
    [InlineData("- gru: 8", "- gru: {units: 8, return-sequences: false}", "at each of the")]
    [InlineData("activation: softmax", "activation: sigmoid", "End the model with dense: {units: 3, activation: softmax}")]
    [InlineData("epochs: 25", "epochs: 1, loss: mean-squared-error", "Use loss: sparse-categorical-crossentropy")]
    [InlineData("channels: [sensor]", "channels: [speed, sensro]", "sensro")]
    [InlineData("target: state", "target: stat", "Did you mean 'state'?")]
    [InlineData("target: state", "target: speed", "but there is one number to predict")]
    public void A_network_or_column_that_does_not_fit_the_data_is_refused(string old, string replacement, string expected)
    {
        SequenceLabeller labeller = SequenceLabeller.Create(SmallRecords.Recipe(SmallRecords.Text.Edit(old, replacement)));
        InputException error = Assert.ThrowsAny<InputException>(() => labeller.Plan(_records));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_teach_nothing_are_refused()
    {
        Assert.Contains("all labels in the column 'state' are 'still'", Refused(_records.With(states => [.. states.Select(_ => 1.0)])));
        Assert.Contains("no row has a label", Refused(_records.With(states => [.. states.Select(_ => double.NaN)])));

        static string Refused(SeriesSet series) => Assert.ThrowsAny<InputException>(
            () => SequenceLabeller.Create(SmallRecords.Recipe()).Plan(series)).Message;
    }

    [Fact]
    public void A_label_that_was_not_learned_is_named()
    {
        SeriesSet strange = _records.Map(item => item.Frame.WithCategories("state", ["down", "still", "sideways"]));
        SequenceLabeller labeller = SequenceLabeller.Create(SmallRecords.Recipe(SmallRecords.Text.Edit("validation: 0.2, test: "
            + "0.2", "validation: 0.4").Edit("records.csv", "records.csv, test-file: other.csv")));
        InputException error = Assert.ThrowsAny<InputException>(() => labeller.Plan(_records, strange));
        Assert.Contains("the label 'sideways' in the column 'state', which was not learned. The labels are: down, still, "
            + "up", error.Message);

        SeriesSet numbers = SmallRecords.Records(3).Map(item => item.Frame.With("state", [.. Enumerable.Repeat(7.0, item.Frame.RowCount)]));
        Assert.Contains("the label '7'", Assert.ThrowsAny<InputException>(
            () => SequenceLabeller.Create(SmallRecords.Recipe(SmallRecords.Text.Edit("validation: 0.2, test: 0.2", "validation: "
                + "0.4").Edit("records.csv", "records.csv, test-file: other.csv")))
                .Plan(_records, numbers)).Message);
    }
}
