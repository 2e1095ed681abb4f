using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class CategoryStepTests
{
    private static readonly Frame _frame =
        SeriesSamples.Hourly("x", 1, 2, 3, 4).With("colour", [0, 2, double.NaN, 0]).WithCategories("colour", ["red", "green", "blue"]);

    [Fact]
    public void One_hot_has_a_column_for_each_category_of_the_training_part()
    {
        Frame result = new OneHotStep().Fit(SeriesSet.Of(_frame)).Transform(_frame, "1");
        Assert.Equal(["x", "colour-blue", "colour-red"], result.ColumnNames);
        Assert.Equal([1, 0, 0, 1], result.Column("colour-red").ToArray());
        Assert.Equal([0, 1, 0, 0], result.Column("colour-blue").ToArray());
        Assert.Equal(["x", "colour", "colour-blue", "colour-red"],
            new OneHotStep(new() { KeepColumn = true }).Fit(SeriesSet.Of(_frame)).Transform(_frame, "1").ColumnNames);
    }

    [Fact]
    public void Categories_go_by_their_texts_however_they_are_numbered()
    {
        Frame other = SeriesSamples.Hourly("x", 1, 2, 3).With("colour", [0, 1, 2]).WithCategories("colour", ["blue", "green", "red"]);
        Frame hot = new OneHotStep().Fit(SeriesSet.Of(_frame)).Transform(other, "2");
        Assert.Equal([1, 0, 0], hot.Column("colour-blue").ToArray());
        Assert.Equal([0, 0, 1], hot.Column("colour-red").ToArray());
        Frame codes = new EmbeddingCodeStep().Fit(SeriesSet.Of(_frame)).Transform(other, "2");

        // Green was never seen, only listed.
        Assert.Equal([1, 0, 2], codes.Column("colour").ToArray());
        Assert.Null(codes.Categories("colour"));
    }

    [Fact]
    public void Unseen_categories_may_be_refused_with_their_place()
    {
        FittedStep fitted = new OneHotStep(new() { Unseen = UnseenCategory.Refuse }).Fit(SeriesSet.Of(_frame));
        Frame other = _frame.With("colour", [0, 1, 0, 0]).WithCategories("colour", ["red", "green", "blue"]);
        Refusal.Of("Column 'colour' of series '7' is 'green' at 2023-12-28 07:00", () => fitted.Transform(other, "7"));
    }

    [Fact]
    public void Codes_begin_at_1_and_tell_the_size_of_the_vocabulary()
    {
        FittedStep fitted = new EmbeddingCodeStep().Fit(SeriesSet.Of(_frame));
        Assert.Equal([2, 1, 0, 2], fitted.Transform(_frame, "1").Column("colour").ToArray());
        Assert.Equal(3, Assert.IsType<FittedEmbeddingCodes>(fitted).Sizes["colour"]);
    }

    [Fact]
    public void Numbers_may_stand_for_categories_when_named()
    {
        Frame frame = SeriesSamples.Hourly("ward", 7, 12, 7.5);
        Frame hot = new OneHotStep(new() { Columns = ["ward"] }).Fit(SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal(["ward-12", "ward-7", "ward-7.5"], hot.ColumnNames);
        Assert.Equal([1, 0, 0], hot.Column("ward-7").ToArray());
        Assert.Equal([2, 1, 3], new EmbeddingCodeStep(["ward"]).Fit(SeriesSet.Of(frame)).Transform(frame, "1").Column("ward").ToArray());
    }

    [Fact]
    public void What_cannot_be_done_is_refused_with_the_reason()
    {
        Frame numbers = SeriesSamples.Hourly("x", [.. Enumerable.Range(0, 1001).Select(i => i)]);
        Refusal.Of("no columns of categories", () => new OneHotStep().Fit(SeriesSet.Of(numbers)));
        Refusal.Of("no columns of categories", () => new EmbeddingCodeStep().Fit(SeriesSet.Of(numbers)));
        Refusal.Of("1,001 columns", () => new OneHotStep(new() { Columns = ["x"] }).Fit(SeriesSet.Of(numbers)));
        Refusal.Of("Leave the column out",
            () => new OneHotStep(new() { Columns = ["x"] }).Fit(SeriesSet.Of(SeriesSamples.Hourly("x", double.NaN))));
        Refusal.Of("'colour-red'", () => new OneHotStep().Fit(SeriesSet.Of(_frame.With("colour-red", new double[4]))));
    }

    [Fact]
    public void Lags_are_counted_from_the_row_itself()
    {
        Frame frame = SeriesSamples.Numbered("x", 1, 2, 3, 4);
        FittedStep fitted = new LagStep(new() { Steps = [1, 3] }).Fit(SeriesSet.Of(frame));
        Assert.Equal(3, fitted.ReachBack);
        Frame lagged = fitted.Transform(frame, "1");
        Assert.Equal(["x", "x-lag-1", "x-lag-3"], lagged.ColumnNames);
        Assert.Equal([double.NaN, 1, 2, 3], lagged.Column("x-lag-1").ToArray());
        Assert.Equal([double.NaN, double.NaN, double.NaN, 1], lagged.Column("x-lag-3").ToArray());
        Refusal.Of("at least 1", () => new LagStep(new() { Steps = [0] }));
        Refusal.Of("different whole numbers", () => new LagStep(new() { Steps = [2, 2] }));
        Refusal.Of("'x-lag-1'", () => new LagStep().Fit(SeriesSet.Of(lagged)));
    }
}
