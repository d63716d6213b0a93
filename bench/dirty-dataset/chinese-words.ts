import type { Drawing } from './draw.ts';

const people = [
  '老师',
  '渔夫',
  '医生',
  '邻居',
  '画家',
  '司机',
  '园丁',
  '厨师',
  '学生',
  '法官',
  '木匠',
  '飞行员',
  '售票员',
  '修女',
];
const things = [
  '灯笼',
  '地图',
  '钟表',
  '提琴',
  '望远镜',
  '梯子',
  '木桶',
  '雕像',
  '车轮',
  '信件',
  '毛毯',
  '水壶',
  '栅栏',
  '小船',
  '镜子',
];
const traits = [
  '破旧的',
  '铜制的',
  '狭窄的',
  '沉重的',
  '生锈的',
  '空心的',
  '蓝色的',
  '古老的',
  '弯曲的',
  '银色的',
  '圆形的',
  '发黄的',
];
const places = [
  '港口',
  '车站',
  '山谷',
  '作坊',
  '果园',
  '城堡',
  '草地',
  '图书馆',
  '隧道',
  '小岛',
  '广场',
  '教堂',
  '运河',
  '阁楼',
  '面包店',
];
const doing = [
  '修理',
  '描述',
  '测量',
  '出售',
  '借走',
  '清洗',
  '检查',
  '藏起',
  '搬动',
  '收集',
  '折叠',
  '称量',
  '打开',
  '画下',
];
const times = [
  '日出前',
  '暴雨后',
  '秋末',
  '中午',
  '三月初',
  '钟响时',
  '除夕夜',
  '第三个冬天',
  '天黑时',
  '集市散后',
  '停电那晚',
  '开学前',
];

/** A sentence of some thirty characters in one of several orders of words. */
export function chineseSentence(draw: Drawing): string {
  const who = draw.pick(people);
  const what = `${draw.pick(traits)}${draw.pick(things)}`;
  const [where, act, when] = [draw.pick(places), draw.pick(doing), draw.pick(times)];
  const count = 2 + draw.below(98);
  return draw.pick([
    `${when}，${who}把${what}带到${where}去${act}。`,
    `有${count}位${who}在${where}${act}了${what}。`,
    `${where}旁边那件${what}被${who}${act}过${count}次。`,
    `谁会在${when}为了${what}去${where}呢？${who}说不知道。`,
    `${who}用${count}元买来${what}，${when}就${act}完了。`,
    `听说${where}的${who}不愿${act}任何${what}。`,
    `${act}${what}以后，${who}于${when}离开${where}。`,
  ]);
}
