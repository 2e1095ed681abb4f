using FsCheck;
using FsCheck.Fluent;
using Unroll.Kernels;

namespace Unroll.Tests.Properties;

/// <summary>The walk over panels meets every column once and in order, whole or share by share.</summary>
public sealed class PanelWalkTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(200);

    private static readonly Arbitrary<int> _columns = Arb.From(Gen.Choose(0, 400));

    [Fact]
    public void Panels_follow_one_another_and_hold_all_columns() => Prop.ForAll(_columns, columns =>
    {
        int column = 0;
        foreach (ColumnPanel panel in new PanelWalk(columns))
        {
            bool isRight = panel.Column == column
                && panel.Column == panel.Vector * Simd.Lanes
                && panel.Vectors is >= 1 and <= 3
                && panel.Width == panel.Vectors * Simd.Lanes
                && panel.Present == Math.Min(panel.Width, columns - column)
                && panel.Present > panel.Width - Simd.Lanes;
            if (!isRight)
            {
                return false;
            }

            column += panel.Present;
        }

        return column == columns;
    }).Check(_config);

    [Theory]
    [InlineData(1, "1")]
    [InlineData(3, "3")]
    [InlineData(4, "2 2")]
    [InlineData(5, "3 2")]
    [InlineData(7, "3 2 2")]
    [InlineData(9, "3 3 3")]
    public void Only_a_matrix_of_one_vector_has_a_panel_of_one(int vectors, string widths) =>
        Assert.Equal(widths, string.Join(' ', All(vectors * Simd.Lanes).Select(panel => panel.Vectors)));

    [Fact]
    public void Each_panel_knows_the_width_of_the_next() => Prop.ForAll(_columns, columns =>
    {
        List<ColumnPanel> panels = All(columns);
        return panels.Select(panel => panel.NextWidth)
            .SequenceEqual(panels.Skip(1).Select(panel => panel.Width).Concat(panels.Count > 0 ? [0] : []));
    }).Check(_config);

    [Fact]
    public void Shares_that_start_where_panels_do_make_up_the_whole() => Prop.ForAll(_columns, columns =>
    {
        List<ColumnPanel> panels = All(columns);
        int vectors = PanelWalk.Vectors(columns);
        return panels.All(cut =>
        {
            List<ColumnPanel> shares = [];
            foreach (ColumnPanel panel in new PanelWalk(columns, 0, cut.Vector))
            {
                shares.Add(panel);
            }

            foreach (ColumnPanel panel in new PanelWalk(columns, cut.Vector, vectors))
            {
                shares.Add(panel);
            }

            return shares.SequenceEqual(panels);
        });
    }).Check(_config);

    private static List<ColumnPanel> All(int columns)
    {
        List<ColumnPanel> panels = [];
        foreach (ColumnPanel panel in new PanelWalk(columns))
        {
            panels.Add(panel);
        }

        return panels;
    }
}
